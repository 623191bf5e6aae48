import { mix, pick } from './random.js';
import type { EmailKind } from './traits.js';

export interface Addresses {
  readonly emailaddress?: string;
  readonly email2?: string;
  readonly email3?: string;
  readonly login?: string;
}

const spoilt: readonly ((local: string, domain: string) => string)[] = [
  (local) => `${local}@`,
  (local) => local,
  (_, domain) => `@${domain}`,
  (local, domain) => `${local.replace('.', ' ')}@${domain}`,
  (local, domain) => `${local}@home@${domain}`,
  (local, domain) => `${local}@${domain.replace('.', '..')}`,
  (local, domain) => `${local}@${domain}; office@${domain}`,
  () => 'n/a',
  () => '-',
];

const untidied: readonly ((address: string) => string)[] = [
  (address) => `  ${address}`,
  (address) => address.toUpperCase(),
  (address) => `${address}\t `,
  (address) => ` ${address.charAt(0).toUpperCase()}${address.slice(1)}\r\n`,
  (address) => address.replace(/@.*/, (domain) => domain.toUpperCase()),
];

/**
 * The address fields of one person.
 * @param own the person's own clean address
 * @param borrowed the address that a duplicate copies: of a person in the same list, or of another client
 */
export function addresses(
  kind: EmailKind,
  own: string,
  borrowed: { list: string; elsewhere: string },
  chance: number,
): Addresses {
  const [local = '', domain = ''] = own.split('@');
  switch (kind) {
    case 'plain':
      return signIn({ emailaddress: own }, own, chance);
    case 'none':
      return chance % 3 === 0 ? { emailaddress: '' } : {};
    case 'malformed':
      return { emailaddress: pick(spoilt, chance)(local, domain) };
    case 'untidy':
      return signIn({ emailaddress: pick(untidied, chance)(own) }, own, chance);
    case 'duplicate':
      return { emailaddress: chance % 2 === 0 ? borrowed.list : borrowed.list.toUpperCase() };
    case 'elsewhere':
      return { emailaddress: borrowed.elsewhere };
    case 'second-only':
      return { email2: own };
    case 'login-only':
      return { login: own };
    case 'too-long':
      return { emailaddress: `${local}${'x'.repeat(300)}@${domain}` };
  }
}

/** Further addresses: a second one, and a third on request. */
export function withMore(fields: Addresses, own: string, third: boolean): Addresses {
  const second = own.replace('@', '+home@');
  return third ? { ...fields, email2: second, email3: own.replace('@', '@old.') } : { ...fields, email2: second };
}

/** The domain of a client's addresses: below .example, which never exists (RFC 2606). */
export function domainOf(clientId: number, name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .replace(/-$/, '')
    .slice(0, 40);
  return `${slug.length > 2 ? slug : 'client'}-${clientId}.example`.replace(/--+/g, '-');
}

function signIn(fields: Addresses, own: string, chance: number): Addresses {
  const style = mix(chance, 3) % 5;
  if (style < 3) return { ...fields, login: own };
  return style === 3 ? { ...fields, login: `CORP\\${own.split('@')[0] ?? ''}` } : fields;
}
