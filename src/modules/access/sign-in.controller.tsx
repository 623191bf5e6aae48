import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { IsString, Length } from 'class-validator';
import type { Response } from 'express';
import type { Fields } from '../../shared/fields.js';
import { validateForm } from '../../web/forms.js';
import { localPath } from '../../web/local-path.js';
import { seeOther, unprocessable, withStatus } from '../../web/reply.js';
import type { PortalRequest } from '../../web/request.js';
import type { SignInPageProps } from './sign-in.js';
import { AllowAnyone } from '../../web/decorators.js';
import { KeptForms } from './kept-form/kept-forms.js';
import { Sessions } from './sessions.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignInPages } from './sign-in-pages.js';

class SignInForm {
  @Length(1, 400)
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
    private readonly forms: KeptForms,
    private readonly pages: SignInPages,
  ) {}

  @Get('sign-in')
  async show(@Query() query: Fields, @Req() request: PortalRequest, @Res({ passthrough: true }) response: Response) {
    const next = localPath(query['next']);
    const kept = await this.forms.inAddress(query['kept']);
    const visitor = await this.sessions.visitorOf(request, response);
    // Signed in meanwhile, in another tab. A GET must not change anything, so ticks are not repeated here.
    if (visitor) return seeOther(kept ? await this.forms.pathFor(visitor, kept, false) : (next ?? '/'));
    return this.pages.page({ next, kept, ended: query['ended'] === 'yes', signedOut: query['done'] === 'signed-out' });
  }

  @Post('sign-in')
  async signIn(@Body() body: unknown, @Req() request: PortalRequest, @Res({ passthrough: true }) response: Response) {
    const { value: form, typed } = validateForm(SignInForm, body);
    const next = localPath(typed['next']);
    const kept = typed['kept'] || undefined;
    const shown = { email: typed['email'], next, kept };
    if (!form) {
      const problem = typed['email'] && typed['password'] ? 'wrong' : 'missing';
      return unprocessable(this.pages.page({ ...shown, problem }));
    }

    const address = request.ip ?? '';
    const wait = await this.limits.count(form.email, address);
    if (wait !== undefined) return this.tooMany(wait, shown, response);
    const visitor = await this.sessions.signIn(form.email, form.password, request, response);
    if (!visitor) return unprocessable(this.pages.page({ ...shown, problem: 'wrong' }));
    await this.limits.forgive(form.email, address);
    return seeOther(kept ? await this.forms.pathFor(visitor, kept, true) : (next ?? '/'));
  }

  @Post('sign-out')
  async signOut(@Req() request: PortalRequest, @Res({ passthrough: true }) response: Response) {
    await this.sessions.signOut(request, response);
    return seeOther('/sign-in?done=signed-out');
  }

  private tooMany(wait: number, shown: SignInPageProps, response: Response) {
    response.setHeader('Retry-After', wait);
    const waitMinutes = Math.ceil(wait / 60);
    return withStatus(429, this.pages.page({ ...shown, problem: 'too-many', waitMinutes }));
  }
}
