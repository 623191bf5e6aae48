import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { CONFIG, type Config } from '../../config.js';
import { SignInPage, type SignInPageProps } from './sign-in.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo.js';

/** The sign-in page, for its own address and for whatever is asked for without a session. */
@Injectable()
export class SignInPages {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  page(props: Omit<SignInPageProps, 'demo'>): VNode {
    const demo = this.config.demo ? { password: DEMO_PASSWORD, people: DEMO_PEOPLE } : undefined;
    return <SignInPage {...props} demo={demo} />;
  }
}
