import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { IsString, Length } from 'class-validator';
import type { Response } from 'express';
import { validateForm } from '../../web/forms.js';
import { localPath } from '../../web/local-path.js';
import { SignInPage } from '../../web/plain-pages.js';
import { seeOther, unprocessable, withStatus } from '../../web/reply.js';
import type { PortalRequest } from '../../web/request.js';
import { AllowAnyone } from './decorators.js';
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
  ) {}

  @Get('sign-in')
  async show(
    @Query('next') next: unknown,
    @Req() request: PortalRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    const path = localPath(next);
    if (await this.sessions.visitorOf(request, response)) return seeOther(path ?? '/');
    return <SignInPage next={path} />;
  }

  @Post('sign-in')
  async signIn(@Body() body: unknown, @Req() request: PortalRequest, @Res({ passthrough: true }) response: Response) {
    const { value: form, typed } = validateForm(SignInForm, body);
    const next = localPath(typed['next']);
    const shown = { email: typed['email'] ?? '', next };
    if (!form) return unprocessable(<SignInPage {...shown} error="Enter your email address and your password." />);

    const address = request.ip ?? '';
    const wait = await this.limits.count(form.email, address);
    if (wait !== undefined) {
      response.setHeader('Retry-After', wait);
      return withStatus(429, <SignInPage {...shown} error={tooMany(wait)} />);
    }
    if (!(await this.sessions.signIn(form.email, form.password, request, response))) {
      return unprocessable(
        <SignInPage {...shown} error="The email address and the password do not belong together." />,
      );
    }
    await this.limits.forgive(form.email, address);
    return seeOther(next ?? '/');
  }

  @Post('sign-out')
  async signOut(@Req() request: PortalRequest, @Res({ passthrough: true }) response: Response) {
    await this.sessions.signOut(request, response);
    return seeOther('/sign-in');
  }
}

function tooMany(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `There were too many attempts to sign in. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
}
