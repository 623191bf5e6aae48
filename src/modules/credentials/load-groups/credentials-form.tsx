import type { VNode } from 'preact';
import type { ConnectionFault } from '../../../facts/index.js';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { ErrorSummary, problemsOf, type Problem } from '../../../views/components/error-summary.js';
import { Field } from '../../../views/components/field.js';
import { isolated, Name } from '../../../views/components/name.js';
import { PostForm } from '../../../views/components/post-form.js';
import { clockText } from '../../../views/components/time.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import {
  credentialFieldNames,
  credentialProblem,
  fieldOfFault,
  type CredentialField,
  type CredentialProblem,
} from './credential-words.js';
import { Page } from '../../../views/layout/page.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import { psaImportCrumbs } from '../crumbs.js';
import { AllowSignInHost, StoreAnyway, StoredSignInHost } from './agreements.js';
import { WhereToFind } from './where-to-find.js';

export interface CredentialsFormProps {
  visitor: Viewer;
  team: TeamRef;
  /** what was typed, or what is stored; the secret never comes back */
  values: { readonly tenantId: string; readonly clientId: string; readonly baseUrl: string };
  /** credentials are stored already: a blank secret keeps the stored one */
  replacing: boolean;
  /** fields that could not be tried */
  problems?: Partial<Record<CredentialField, CredentialProblem | undefined>> | undefined;
  /** what HaloPSA said when they were tried */
  fault?: ConnectionFault | undefined;
  /** with the fault `rate-limited`, where it is known */
  retryAt?: Date | undefined;
  /** where the address was taken from: a fault of the address is said there */
  addressFrom?: 'tenantId' | 'baseUrl' | undefined;
  /** the origin that HaloPSA named for its sign-in, such as https://auth.example.com: the secret goes there only if the admin allows it */
  otherSignInHost?: string | undefined;
  /** with the fault `sees-no-clients`: they may replace the stored ones all the same */
  mayStoreAnyway?: boolean | undefined;
  /** another origin that the stored secret is sent to */
  storedSignInHost?: string | null | undefined;
  /** credentials were tried too often; when they may be tried again */
  tooOften?: { readonly what: 'credential-tries' | 'group-loads'; readonly retryAt: Date } | undefined;
}

/**
 * POST /teams/:id/psa-import/credentials: fields `tenantId`, `clientId`, `clientSecret`, `baseUrl` (empty: made from the Tenant ID), and
 * `allowSignInHost` (an origin) where the admin allowed another address to sign in at, and `storeAnyway`. Neither is ticked beforehand: an
 * agreement is for the secret that is typed with it.
 */
export function CredentialsForm(props: CredentialsFormProps): VNode {
  const { visitor, team, replacing } = props;
  const errors = errorsOf(props);
  return (
    <Page
      title="PSA Import"
      about={isolated(team.name)}
      visitor={visitor}
      current="teams"
      lead={
        <>
          Bring your HaloPSA Users into <Name>{team.name}</Name>.
        </>
      }
      breadcrumbs={replacing ? psaImportCrumbs(team, { label: 'Replace credentials' }) : psaImportCrumbs(team)}
    >
      <ErrorSummary problems={[...tooManyTries(props), ...errors.summary]} />
      <div class="beside">
        <PostForm class="panel form" noValidate action={`/teams/${team.id}/psa-import/credentials`}>
          <h2>HaloPSA</h2>
          <p class="hint">
            {replacing
              ? 'The stored credentials stay in use until HaloPSA has accepted the new ones and shows clients.'
              : 'The credentials are stored with your reseller account, so you will not need to enter them again. People who look after a single Team cannot reach them.'}
          </p>
          <Fields {...props} errors={errors.fields} />
          {props.storedSignInHost && <StoredSignInHost host={props.storedSignInHost} />}
          {props.otherSignInHost !== undefined && <AllowSignInHost host={props.otherSignInHost} />}
          {props.mayStoreAnyway && <StoreAnyway />}
          <div class="form-actions">
            <Button kind="primary" busy="Asking HaloPSA…">
              Load Groups
            </Button>
            <ButtonLink kind="quiet" href={replacing ? `/teams/${team.id}/psa-import` : `/teams/${team.id}`}>
              Back
            </ButtonLink>
          </div>
        </PostForm>
        <WhereToFind />
      </div>
    </Page>
  );
}

function tooManyTries({ tooOften }: CredentialsFormProps): Problem[] {
  if (!tooOften) return [];
  const { what, retryAt } = tooOften;
  const limit =
    what === 'credential-tries'
      ? 'Credentials can be tried 30 times an hour. Check them in HaloPSA meanwhile, and send'
      : 'Groups can be loaded 30 times a minute. Send';
  return [{ text: `${limit} this form again at ${clockText(retryAt)}.` }];
}

type FieldErrors = Readonly<Partial<Record<CredentialField, string>>>;

function errorsOf({ problems = {}, fault, retryAt, addressFrom = 'baseUrl' }: CredentialsFormProps): {
  fields: FieldErrors;
  summary: readonly Problem[];
} {
  const fields: Partial<Record<CredentialField, string>> = {};
  for (const field of Object.keys(credentialFieldNames) as CredentialField[]) {
    const problem = problems[field];
    if (problem) fields[field] = credentialProblem(field, problem);
  }
  if (!fault) return { fields, summary: problemsOf(fields) };
  const { what, next } = haloFault(fault, retryAt);
  const own = fieldOfFault[fault];
  const field = own === 'baseUrl' ? addressFrom : own;
  const whole = `${what} ${next}`;
  if (field === undefined) return { fields, summary: [{ text: whole }, ...problemsOf(fields)] };
  // The summary says what happened and leads to the field, which says what to do about it.
  return { fields: { ...fields, [field]: whole }, summary: problemsOf({ ...fields, [field]: what }) };
}

function Fields({ values, replacing, errors }: CredentialsFormProps & { errors: FieldErrors }): VNode {
  return (
    <>
      <Field
        id="tenantId"
        label={credentialFieldNames.tenantId}
        hint="Often the first part of your HaloPSA address: acme in https://acme.halopsa.com."
        value={values.tenantId}
        error={errors.tenantId}
        maxLength={200}
        code
        data={{ 'data-fills': 'baseUrl' }}
      />
      <Field
        id="clientId"
        label={credentialFieldNames.clientId}
        value={values.clientId}
        error={errors.clientId}
        maxLength={200}
        code
      />
      <Field
        id="clientSecret"
        label={credentialFieldNames.clientSecret}
        type="password"
        hint={
          replacing
            ? 'Leave it empty to keep the stored one. It has to be entered again when anything else here changes.'
            : 'HaloPSA shows it only once, when it is generated.'
        }
        error={errors.clientSecret}
        autocomplete="off"
        maxLength={500}
        code
      />
      <Field
        id="baseUrl"
        label={credentialFieldNames.baseUrl}
        type="url"
        hint="Filled in from the Tenant ID. If you have set up a custom domain for HaloPSA, overwrite it with your custom domain, and with the path if HaloPSA is below one: https://psa.example.com/halo."
        value={values.baseUrl}
        error={errors.baseUrl}
        maxLength={500}
        code
      />
    </>
  );
}
