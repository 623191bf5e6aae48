import type { ConnectionFault } from '../../../facts/index.js';

export type CredentialField = 'tenantId' | 'clientId' | 'clientSecret' | 'baseUrl';

export type CredentialProblem = 'missing' | 'too-long' | 'not-understood' | 'secret-needed';

/** What is wrong with a field, when the form could not even be tried. */
export function credentialProblem(field: CredentialField, problem: CredentialProblem): string {
  const name = credentialFieldNames[field];
  switch (problem) {
    case 'missing':
      return `Enter the ${name}.`;
    case 'too-long':
      return `This is too long for a ${name}. Copy it again from HaloPSA.`;
    case 'not-understood':
      return field === 'baseUrl'
        ? 'Enter an address such as https://acme.halopsa.com.'
        : `This does not look like a ${name}. Copy it again from HaloPSA.`;
    case 'secret-needed':
      return 'Enter the Client Secret again. The stored one is kept only while Tenant ID, Client ID and HaloPSA Base URL stay the same.';
  }
}

export const credentialFieldNames: Readonly<Record<CredentialField, string>> = {
  tenantId: 'Tenant ID',
  clientId: 'Client ID',
  clientSecret: 'Client Secret',
  baseUrl: 'HaloPSA Base URL',
};

/** The form field that a fault belongs to. Faults not listed belong to the whole form. */
export const fieldOfFault: Readonly<Partial<Record<ConnectionFault, CredentialField>>> = {
  'wrong-credentials': 'clientSecret',
  'unknown-host': 'baseUrl',
  'not-halopsa': 'baseUrl',
  'address-not-allowed': 'baseUrl',
  unreachable: 'baseUrl',
  'other-sign-in-host': 'baseUrl',
  'secret-does-not-open': 'clientSecret',
  'secret-of-old-binding': 'clientSecret',
};
