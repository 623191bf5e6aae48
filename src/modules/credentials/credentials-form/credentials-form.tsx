import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../../views/components/button.js';
import { ErrorSummary } from '../../../views/components/error-summary.js';
import { Field } from '../../../views/components/field.js';
import { isolated, Name } from '../../../views/components/name.js';
import { PostForm } from '../../../views/components/post-form.js';
import { credentialFieldNames } from './credential-words.js';
import { Page, type PageProps } from '../../../views/layout/page.js';
import { useZone } from '../../../views/opened.js';
import type { TeamRef, Viewer } from '../../../views/types.js';
import { psaImportCrumbs } from '../crumbs.js';
import { AllowSignInHost, StoreAnyway, StoredSignInHost } from './agreements.js';
import { UseSandbox } from './use-sandbox.js';
import { WhereToFind } from './where-to-find.js';
import { errorsOf, tooManyTries, type FieldErrors, type Problems } from './form-errors.js';

export interface CredentialsFormProps extends Problems {
  visitor: Viewer;
  /** null: on the HaloPSA page, for no Team */
  team: TeamRef | null;
  /** what was typed, or what is stored; the secret is never sent back */
  values: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly baseUrl: string;
    /** only the one of the demo's sandbox, which is public */
    readonly clientSecret?: string | undefined;
  };
  /** credentials are already stored: a blank secret keeps the stored one */
  replacing: boolean;
  /** the origin that HaloPSA named for its sign-in, such as https://auth.example.com: the secret is sent there only if the admin agrees */
  otherSignInHost?: string | undefined;
  /** with the fault `sees-no-clients`: the admin may store these credentials anyway */
  mayStoreAnyway?: boolean | undefined;
  /** another origin that receives the stored secret */
  storedSignInHost?: string | null | undefined;
  /** a demo offers to fill in its sandbox */
  offersSandbox?: boolean | undefined;
}

/**
 * POST /teams/:id/psa-import/credentials, or /halopsa/credentials: fields `tenantId`, `clientId`, `clientSecret`, `baseUrl` (empty: made from the Tenant ID),
 * `allowSignInHost` (the origin that the admin agreed to sign in at) and `storeAnyway`. The two checkboxes are never preselected: each
 * agreement applies to the secret that is typed with it.
 */
export function CredentialsForm(props: CredentialsFormProps): VNode {
  const { team, replacing } = props;
  const zone = useZone();
  const errors = errorsOf(props, zone);
  return (
    <Page {...frameOf(props)}>
      <ErrorSummary problems={[...tooManyTries(props, zone), ...errors.summary]} />
      <div class="beside">
        <PostForm class="panel form" noValidate action={credentialsPath(team)}>
          <h2>HaloPSA</h2>
          <p class="hint">
            {replacing
              ? 'The stored credentials stay in use until HaloPSA has accepted the new ones and shows clients.'
              : 'The credentials are stored with your reseller account, so you will not need to enter them again. People who look after a single Team cannot reach them.'}
          </p>
          {props.offersSandbox && <UseSandbox path={credentialsPath(team)} />}
          <Fields {...props} errors={errors.fields} />
          {props.storedSignInHost && <StoredSignInHost host={props.storedSignInHost} />}
          {props.otherSignInHost !== undefined && <AllowSignInHost host={props.otherSignInHost} />}
          {props.mayStoreAnyway && <StoreAnyway />}
          <div class="form-actions">
            <Button kind="primary" busy="Asking HaloPSA…">
              {team ? 'Load Groups' : replacing ? 'Replace credentials' : 'Connect'}
            </Button>
            <ButtonLink kind="quiet" href={backPath(props)}>
              Back
            </ButtonLink>
          </div>
        </PostForm>
        <WhereToFind />
      </div>
    </Page>
  );
}

/** Where the form is, and where it is sent. */
const credentialsPath = (team: TeamRef | null) =>
  team ? `/teams/${team.id}/psa-import/credentials` : '/halopsa/credentials';

function backPath({ team, replacing }: CredentialsFormProps): string {
  if (!team) return '/halopsa';
  return replacing ? `/teams/${team.id}/psa-import` : `/teams/${team.id}`;
}

function frameOf({ visitor, team, replacing }: CredentialsFormProps): Omit<PageProps, 'children'> {
  if (!team) {
    const title = replacing ? 'Replace the HaloPSA credentials' : 'Connect HaloPSA';
    const breadcrumbs = [
      { label: 'HaloPSA', href: '/halopsa' },
      { label: replacing ? 'Replace credentials' : 'Connect' },
    ];
    return { title, visitor, breadcrumbs, current: 'halopsa', lead: 'Once for all Teams of your reseller account.' };
  }
  const lead = (
    <>
      Bring your HaloPSA Users into <Name>{team.name}</Name>.
    </>
  );
  const breadcrumbs = replacing ? psaImportCrumbs(team, { label: 'Replace credentials' }) : psaImportCrumbs(team);
  return { title: 'PSA Import', about: isolated(team.name), visitor, current: 'teams', lead, breadcrumbs };
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
        value={values.clientSecret}
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
