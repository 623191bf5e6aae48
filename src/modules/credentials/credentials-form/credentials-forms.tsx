import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { CONFIG, type Config } from '../../../config.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import type { StoredConnection } from '../credential-store.js';
import { CredentialsForm, type CredentialsFormProps } from './credentials-form.js';

/** Renders the form for all controllers that return it. */
@Injectable()
export class CredentialsForms {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The form with the stored values, if there are any, and why the secret has to be typed again. */
  form(
    visitor: Viewer,
    team: TeamRef,
    stored: StoredConnection | undefined,
    extras: Partial<CredentialsFormProps> = {},
  ): VNode {
    const { tenantId, clientId = '', baseUrl = '', signInOrigin, secretFault } = stored ?? {};
    const values = { tenantId: tenantId ?? '', clientId, baseUrl };
    const replacing = stored !== undefined && !secretFault;
    const known = { fault: secretFault ?? undefined, storedSignInHost: replacing ? signInOrigin : null };
    const offersSandbox = this.config.demoHalo !== undefined;
    return <CredentialsForm {...{ visitor, team, values, replacing, offersSandbox }} {...known} {...extras} />;
  }

  /** What fills in the demo's sandbox; nothing outside a demo. */
  sandbox(): Partial<CredentialsFormProps> {
    const { demoHalo } = this.config;
    if (!demoHalo) return {};
    const { url, ...values } = demoHalo;
    return { values: { ...values, baseUrl: url }, offersSandbox: false };
  }
}
