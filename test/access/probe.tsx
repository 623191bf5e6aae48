import { BadRequestException, Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { IsString, Length, Matches } from 'class-validator';
import { NotAllowed, NotFound, NotPossibleNow } from '../../src/shared/errors.js';
import {
  AllowAnyone,
  AllowRoles,
  IdParam,
  seeOther,
  Trimmed,
  unprocessable,
  validateForm,
} from '../../src/web/index.js';
import { WrongExpectedRevision } from '../../src/event-store/index.js';

class ProbeForm {
  @Trimmed()
  @Matches(/^[a-z]+$/, { message: 'Use small letters.' })
  @Length(1, 10, { message: 'Enter 1 to 10 letters.' })
  @IsString({ message: 'Enter a name.' })
  name!: string;
}

@Controller('probe')
@AllowAnyone()
export class Probe {
  @Get('page')
  page() {
    return (
      <html lang="en">
        <body>{'<b>Tom & Jerry</b>'}</body>
      </html>
    );
  }

  @Get('part')
  part() {
    return <p class="part">part</p>;
  }

  @Post('part')
  posted() {
    return <p>posted</p>;
  }

  @Post('form')
  form(@Body() body: unknown) {
    const { value, errors, typed } = validateForm(ProbeForm, body);
    if (errors) return unprocessable(<pre>{JSON.stringify({ errors, typed })}</pre>);
    return seeOther(`/probe/done?name=${value.name}`);
  }

  @Post('echo')
  echo(@Body() body: unknown) {
    return { body };
  }

  @Get('echo')
  query(@Query() query: unknown) {
    return { query };
  }

  @Get('id/:id')
  id(@IdParam('id') id: string) {
    return { id };
  }

  @Get('throw/:what')
  throw(@Param('what') what: string): never {
    throw thrown[what]?.();
  }

  @Get('broken-page')
  broken() {
    const Broken = (): never => {
      throw new Error('the view failed');
    };
    return <Broken />;
  }
}

@Controller('members-only')
@AllowRoles('admin')
export class MembersOnly {
  @Get('missing')
  missing(): never {
    throw new NotFound('This Team');
  }
}

const pgError = () =>
  Object.assign(new Error('duplicate key value violates unique constraint "email_claim_pkey"'), {
    code: '23505',
    constraint: 'email_claim_pkey',
    detail: 'Key (email_key)=(bob@secret.example) already exists.',
  });
const thrown: Record<string, () => unknown> = {
  'not-found': () => new NotFound('This Team'),
  'not-allowed': () => new NotAllowed(),
  'not-now': () => new NotPossibleNow('This Team is archived. Restore it first.'),
  conflict: () => new WrongExpectedRevision('team-1', 3),
  'bad-request': () => new BadRequestException(['internal words']),
  unexpected: () => new Error('boom with bob@secret.example in it'),
  postgres: pgError,
  data: () => Object.assign(new Error('invalid input syntax for type uuid: "bob secret"'), { code: '22P02' }),
  string: () => 'a bare string',
  nothing: () => undefined,
  'http-like': () => Object.assign(new Error('from a HaloPSA answer'), { status: 404, statusCode: 404 }),
};
