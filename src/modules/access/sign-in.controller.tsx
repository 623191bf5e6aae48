import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { IsString, Length } from 'class-validator';
import type { Response } from 'express';
import { CONFIG, type Config } from '../../config.js';
import { validateForm } from '../../web/forms.js';
import { localPath } from '../../web/local-path.js';
import { seeOther, unprocessable, withStatus } from '../../web/reply.js';
import type { PortalRequest } from '../../web/request.js';
import { SignInPage, type SignInPageProps } from '../../views/sign-in/sign-in.js';
import { AllowAnyone } from './decorators.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo.js';
import { Sessions } from './sessions.js';
import { SignInLimits } from './sign-in-limits.js';

class SignInForm {
  @Length(1, 254)
  @IsString()
  email!: string;

  @Length(1, 128)
  @IsString()
  password!: string;
}

@Controller()
@AllowAnyone()
export class SignInController {
  constructor(
    private readonly sessions: Sessions,
    private readonly limits: SignInLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('sign-in')
  async show(
    @Query() query: Record<string, unknown>,
    @Req() request: PortalRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    const next = localPath(query['next']);
    if (await this.sessions.visitorOf(request, response)) return seeOther(next ?? '/');
    return this.page({ next, signedOut: query['done'] === 'signed-out' });
  }

  @Post('sign-in')
  async signIn(@Body() body: unknown, @Req() request: PortalRequest, @Res({ passthrough: true }) response: Response) {
    const { value: form, typed } = validateForm(SignInForm, body);
    const next = localPath(typed['next']);
    const shown = { email: typed['email'], next };
    if (!form) {
      const problem = typed['email'] && typed['password'] ? 'wrong' : 'missing';
      return unprocessable(this.page({ ...shown, problem }));
    }

    const address = request.ip ?? '';
    const wait = await this.limits.count(form.email, address);
    if (wait !== undefined) {
      response.setHeader('Retry-After', wait);
      return withStatus(429, this.page({ ...shown, problem: 'too-many', waitMinutes: Math.ceil(wait / 60) }));
    }
    if (!(await this.sessions.signIn(form.email, form.password, request, response))) {
      return unprocessable(this.page({ ...shown, problem: 'wrong' }));
    }
    await this.limits.forgive(form.email, address);
    return seeOther(next ?? '/');
  }

  @Post('sign-out')
  async signOut(@Req() request: PortalRequest, @Res({ passthrough: true }) response: Response) {
    await this.sessions.signOut(request, response);
    return seeOther('/sign-in?done=signed-out');
  }

  private page(props: SignInPageProps) {
    const demo = this.config.demo ? { password: DEMO_PASSWORD, people: DEMO_PEOPLE } : undefined;
    return <SignInPage {...props} demo={demo} />;
  }
}
