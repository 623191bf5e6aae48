import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { CONFIG, type Config } from '../../../config.js';
import type { Fields } from '../../../shared/fields.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import type { StoredConnection } from '../credential-store.js';
import { readTyped } from './typed-credentials.js';
import { CredentialsForm, type CredentialsFormProps } from './credentials-form.js';

/** Renders the form for all controllers that return it. */
@Injectable()
export class CredentialsForms {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** The form with the stored values, if there are any, and why the secret has to be typed again. */
  form(
    visitor: Viewer,
    team: TeamRef | null,
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

  /** The form as it is opened. @param fill `sandbox` fills in the demo's. @param kept what was typed before a session ended */
  opened(
    visitor: Viewer,
    team: TeamRef | null,
    stored: StoredConnection | undefined,
    { fill, kept }: { readonly fill: unknown; readonly kept: Fields },
  ): VNode {
    const { tenantId, clientId, baseUrl } = readTyped(kept);
    const typed = 'tenantId' in kept ? { values: { tenantId, clientId, baseUrl } } : {};
    return this.form(visitor, team, stored, fill === 'sandbox' ? this.sandbox() : typed);
  }

  /** What fills in the demo's sandbox; nothing outside a demo. */
  private sandbox(): Partial<CredentialsFormProps> {
    const { demoHalo } = this.config;
    if (!demoHalo) return {};
    const { url, ...values } = demoHalo;
    return { values: { ...values, baseUrl: url }, offersSandbox: false };
  }
}
