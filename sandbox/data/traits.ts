import { mix } from './random.js';

const EMAIL_KINDS = [
  'plain',
  'none',
  'malformed',
  'untidy',
  'duplicate',
  'elsewhere',
  'second-only',
  'login-only',
  'too-long',
] as const;
export type EmailKind = (typeof EMAIL_KINDS)[number];

const NAME_KINDS = [
  'both',
  'name-only',
  'first-only',
  'control',
  'nul',
  'surrogate',
  'direction',
  'long',
  'emoji',
  'decomposed',
  'markup',
] as const;
export type NameKind = (typeof NAME_KINDS)[number];

/** What lists are filtered by. */
export interface Status {
  readonly generalUser: boolean;
  readonly inactive: boolean;
  readonly service: boolean;
  readonly technician: boolean;
  readonly prospect: boolean;
}

/** What is special about one person. */
export interface Traits extends Status {
  readonly email: EmailKind;
  readonly moreEmails: boolean;
  readonly name: NameKind;
}

export const CLEAN: Traits = {
  generalUser: false,
  inactive: false,
  service: false,
  technician: false,
  prospect: false,
  email: 'plain',
  moreEmails: false,
  name: 'both',
};

export const GENERAL_USER: Traits = { ...CLEAN, generalUser: true, email: 'none', name: 'name-only' };

/** One person for each defect, then combinations of several. */
export const ONE_OF_EACH: readonly Partial<Traits>[] = [
  ...EMAIL_KINDS.map((email) => ({ email })),
  ...NAME_KINDS.map((name) => ({ name })),
  { moreEmails: true },
  { inactive: true },
  { service: true },
  { technician: true },
  { prospect: true },
  { inactive: true, email: 'none' },
  { inactive: true, email: 'duplicate' },
  { service: true, email: 'untidy' },
  { email: 'duplicate', name: 'name-only' },
];

/** In per cent of all ordinary people. */
const EMAIL_SHARES: readonly (readonly [EmailKind, number])[] = [
  ['none', 4],
  ['malformed', 2],
  ['untidy', 5],
  ['duplicate', 2],
  ['elsewhere', 1],
  ['second-only', 0.7],
  ['login-only', 0.7],
  ['too-long', 0.1],
];
const NAME_SHARES: readonly (readonly [NameKind, number])[] = [
  ['name-only', 4],
  ['first-only', 1],
  ['control', 0.4],
  ['nul', 0.2],
  ['surrogate', 0.2],
  ['direction', 0.2],
  ['long', 0.2],
  ['emoji', 0.5],
  ['decomposed', 0.5],
  ['markup', 0.2],
];

/** The status of person `index` of an ordinary client. One random number decides it, because filters evaluate it for every person. */
export function usualStatus(seed: number, clientId: number, index: number): Status {
  const chance = mix(seed, clientId, index, 1);
  const service = (chance & 0xff) < 5; // of 256, and so below: 2 per cent
  return {
    generalUser: false,
    service,
    inactive: ((chance >>> 8) & 0xff) < 15,
    technician: !service && ((chance >>> 16) & 0xff) < 3,
    prospect: !service && chance >>> 24 < 5,
  };
}

/** The traits of person `index` of an ordinary client. */
export function usualTraits(seed: number, clientId: number, index: number): Traits {
  return {
    ...usualStatus(seed, clientId, index),
    email: byShare(EMAIL_SHARES, mix(seed, clientId, index, 5), 'plain'),
    moreEmails: mix(seed, clientId, index, 6) % 100 < 8,
    name: byShare(NAME_SHARES, mix(seed, clientId, index, 7), 'both'),
  };
}

function byShare<T>(shares: readonly (readonly [T, number])[], number: number, otherwise: T): T {
  let rest = (number % 10_000) / 100;
  for (const [kind, percent] of shares) {
    if (rest < percent) return kind;
    rest -= percent;
  }
  return otherwise;
}
