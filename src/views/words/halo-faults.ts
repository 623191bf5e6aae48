import type { ConnectionFault } from '../../facts/index.js';
import { clockText } from '../components/time.js';

/** Codes of the HaloPSA connection as sentences: what happened, and what to do next. */

export interface HaloFaultWords {
  /** what happened, one sentence */
  readonly what: string;
  /** what to do next */
  readonly next: string;
}

/**
 * @param retryAt when HaloPSA accepts requests again, if known
 * @param zone the zone of the person who reads it
 */
export function haloFault(code: ConnectionFault, retryAt?: Date, zone?: string): HaloFaultWords {
  switch (code) {
    case 'wrong-credentials':
      return {
        what: 'HaloPSA did not accept the Client ID and Client Secret.',
        next: 'Copy both again from Configuration → Integrations → HaloPSA API. The secret is shown only once: if you no longer have it, generate a new one there. Check the Tenant ID too.',
      };
    case 'unknown-host':
      return {
        what: 'There is no server at this address.',
        next: 'Check the Tenant ID, and the HaloPSA Base URL if you use a custom domain.',
      };
    case 'not-halopsa':
      return {
        what: 'The server at this address did not answer as HaloPSA.',
        next: 'Use the address that you open HaloPSA with, such as https://acme.halopsa.com, without the part that changes from page to page.',
      };
    case 'address-not-allowed':
      return {
        what: 'BrainStation does not connect to this address.',
        next: 'Use a public address that begins with https://. For a HaloPSA in your own network, ask the people who run this portal to allow its address.',
      };
    case 'timed-out':
      return {
        what: 'HaloPSA did not answer in time.',
        next: 'Try again in a minute. If it stays like this, check that HaloPSA opens in your browser.',
      };
    case 'not-permitted':
      return {
        what: 'HaloPSA accepted the credentials, but does not let them read clients and users.',
        next: 'In HaloPSA, give the API application the permission read:customers, choose the login type Agent, and check that this agent may see clients and users.',
      };
    case 'lists-not-permitted':
      return {
        what: 'HaloPSA does not let these credentials read distribution lists.',
        next: 'In HaloPSA, give the API application the permission read:distributionlists too, and its agent access to distribution lists, then load again.',
      };
    case 'proxy-refused':
      return {
        what: 'Something in front of HaloPSA refused the request, with a web page.',
        next: 'A firewall, or a proxy such as Cloudflare, keeps BrainStation out: ask the people who run it to let this portal through. The Client ID and Client Secret may well be right. Check the HaloPSA Base URL too.',
      };
    case 'maintenance':
      return {
        what: 'HaloPSA answers with a web page at the moment, as it does under maintenance.',
        next: `${retryAt ? `Try again at ${clockText(retryAt, zone)}.` : 'Try again in a few minutes.'} If it stays like this, check that HaloPSA opens in your browser.`,
      };
    case 'rate-limited':
      return {
        what: 'HaloPSA allows no more requests at the moment.',
        next: `Its limit counts everything that uses your HaloPSA. ${retryAt ? `Try again at ${clockText(retryAt, zone)}.` : 'Wait 5 minutes, then try again.'}`,
      };
    case 'unreachable':
      return {
        what: 'HaloPSA could not be reached.',
        next: 'Check that HaloPSA opens in your browser, then try again. A custom domain must have a valid certificate.',
      };
    case 'halo-error':
      return {
        what: 'HaloPSA answered with an error of its own.',
        next: `${retryAt ? `Try again at ${clockText(retryAt, zone)}.` : 'Try again in a few minutes.'} If it stays like this, contact HaloPSA support.`,
      };
    case 'bad-answer':
      return {
        what: 'HaloPSA answered with something that is not a list.',
        next: 'It may be under maintenance: try again in a few minutes, and check the HaloPSA Base URL.',
      };
    case 'too-large':
      return {
        what: 'HaloPSA answered with far more than a list of groups or people holds.',
        next: 'Nothing of it is used. The portal reads answers of up to 32 MB with 20,000 rows, and 20,000 groups in all. Check the HaloPSA Base URL; if it is right, contact HaloPSA support.',
      };
    case 'list-broken':
      return {
        what: 'HaloPSA sent a list that repeats itself, or does not end.',
        next: 'Nothing of it is used. Load the list again; if it stays like this, contact HaloPSA support.',
      };
    case 'other-sign-in-host':
      return {
        what: 'This HaloPSA signs in at another address.',
        next: 'The Client Secret goes there only if you allow it in the credentials form. If you do not know the address, ask HaloPSA support first.',
      };
    case 'cancelled':
      return { what: 'Loading was stopped before the list was complete.', next: 'Load the list again.' };
    case 'group-gone':
      return { what: 'This group is no longer in HaloPSA.', next: 'Load the groups again and select another one.' };
    case 'sees-no-clients':
      return {
        what: 'HaloPSA accepted the credentials, but they see no clients.',
        next: 'What was stored before stays in use. In HaloPSA, check the roles of the agent of the API application and the permission read:customers, then try again.',
      };
    case 'secret-does-not-open':
      return {
        what: 'The stored Client Secret cannot be used.',
        next: 'It opens only with the address, the Tenant ID and the Client ID that it was stored with, and with the keys of this portal, and one of these has changed. Check the values, and enter the Client Secret again.',
      };
    case 'secret-of-old-binding':
      return {
        what: 'The Client Secret was stored by an older version of BrainStation and is not used any more.',
        next: 'Secrets are now bound to the address they are sent to. Check the values, and enter the Client Secret again.',
      };
    case 'list-too-long':
      return {
        what: 'The list has more than 200,000 people.',
        next: 'Nothing of it is imported. Select a smaller group; if this client is not that large, check in HaloPSA who belongs to it.',
      };
    case 'credentials-removed':
      return {
        what: 'The HaloPSA credentials were removed or replaced in the meantime.',
        next: 'Open PSA Import of the Team again and select the group once more. It asks for credentials if none are stored.',
      };
  }
}
