import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { CONFIG, type Config } from '../../config.js';
import { SignInPage, type SignInPageProps } from './sign-in.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo.js';

/** Renders the sign-in page, at its own URL and for requests without a session. */
@Injectable()
export class SignInPages {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  page(props: Omit<SignInPageProps, 'demo'>): VNode {
    const demo = this.config.demo ? { password: DEMO_PASSWORD, people: DEMO_PEOPLE } : undefined;
    return <SignInPage {...props} demo={demo} />;
  }
}
