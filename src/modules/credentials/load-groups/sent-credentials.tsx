import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { EventMetadata } from '../../../event-store/index.js';
import type { Visitor } from '../../../shared/visitor.js';
import type { TeamRef } from '../../../views/types.js';
import { Landing, type PageReply, tooOften, unprocessable } from '../../../web/index.js';
import { CredentialStore } from '../credential-store.js';
import type { CredentialsFormProps } from '../credentials-form/credentials-form.js';
import { CredentialsForms } from '../credentials-form/credentials-forms.js';
import type { TypedCredentials } from '../credentials-form/typed-credentials.js';
import { LoadGroups, type LoadGroupsOutcome } from './load-groups.js';

type Sent =
  | { readonly reply: PageReply }
  /** HaloPSA accepted them, or nothing was to be done */
  | { readonly stored: boolean };

/** Tries what was typed into the credentials form, wherever the form was. */
@Injectable()
export class SentCredentials {
  constructor(
    private readonly commands: CommandBus,
    private readonly credentials: CredentialStore,
    private readonly landing: Landing,
    private readonly forms: CredentialsForms,
  ) {}

  /** @param team null: on the HaloPSA page. @returns the form again, with what is wrong, or whether the credentials were stored */
  async send(visitor: Visitor, team: TeamRef | null, typed: TypedCredentials, metadata: EventMetadata): Promise<Sent> {
    const result = await this.commands.execute(new LoadGroups(team?.id ?? null, typed, metadata));
    const form = async (extras: Partial<CredentialsFormProps>) =>
      this.forms.form(visitor, team, await this.credentials.connectionOf(visitor.resellerId), extras);
    if (result.outcome === 'not-tried' || result.outcome === 'refused') {
      return { reply: unprocessable(await form(formWith(typed, result))) };
    }
    if (result.outcome === 'too-often') {
      const { what, waitSeconds } = result;
      const retryAt = new Date(Date.now() + waitSeconds * 1_000);
      return { reply: tooOften(waitSeconds, await form({ values: shown(typed), tooOften: { what, retryAt } })) };
    }
    if (result.outcome === 'no-credentials') return { stored: false };
    await this.landing.isSettled(result.position);
    return { stored: result.stored };
  }
}

type Returned = Extract<LoadGroupsOutcome, { outcome: 'not-tried' | 'refused' }>;

/** The fields that may be shown again. */
const shown = ({ tenantId, clientId, baseUrl }: TypedCredentials) => ({ tenantId, clientId, baseUrl });

/** The form as it was typed, without the secret, and what is wrong with it. */
function formWith(typed: TypedCredentials, result: Returned): Partial<CredentialsFormProps> {
  const values = shown(typed);
  if (result.outcome === 'not-tried') return { values, problems: result.problems };
  const { fault, addressFrom, retryAt, otherSignInHost, mayStoreAnyway } = result;
  return { values, fault, addressFrom, retryAt, otherSignInHost, mayStoreAnyway };
}
