import { toASCII, toUnicode } from 'tr46';
import { addressLine, bounded, composed } from './clean.js';
import { foldCase, isBlank, isCommon, isIgnorable } from './unicode.js';
import { usualWidth } from './width.js';

/** `not-usable`: a character or a dot that cannot be there */
export type AddressFault = 'missing' | 'two-ats' | 'too-long' | 'not-complete' | 'not-usable';

/** `shown`: the address as given, cleaned for storing and display. `key`: identifies the account; two addresses with the same key are one. */
export type Address =
  | { readonly shown: string; readonly key: string; readonly fault?: undefined }
  | { readonly shown: string; readonly key?: undefined; readonly fault: AddressFault };

/** How many characters of a field are read. */
const MOST_READ = 2_000;
/** How many characters of an address are kept. `CUT` at its end says that there were more. */
const LONGEST_SHOWN = 320;
const CUT = '…';
/** Octets (RFC 5321, 4.5.3.1 less the angle brackets; RFC 1035, 2.3.4). */
const LONGEST = { local: 64, label: 63, address: 254 };

/** A fast path for most addresses, ten times as fast: ASCII, with single dots and hyphens, so no label is Punycode. */
const PLAIN_ADDRESS = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z\d]+(?:[.-][a-z\d]+)*\.[a-z]{2,}$/i;

/**
 * Reads an email address, from every source. The key has no remains of pasting and no format characters, usual width (RFC 8265), NFC, case
 * folding before the @, no redundant quotes (RFC 5321, 4.1.2), and the domain in its DNS form (UTS #46, non-transitional). See
 * docs/adr/0016-one-cleaner-for-names-and-addresses.md. Never throws.
 */
export function readAddress(given: unknown): Address {
  const text = typeof given === 'string' ? given.trim() : '';
  if (text.length <= LONGEST.label && PLAIN_ADDRESS.test(text)) {
    return { shown: text, key: text.toLowerCase() };
  }
  const line = bare(addressLine(bounded(text, MOST_READ)));
  if (text.length > MOST_READ || line.length > LONGEST_SHOWN || line.endsWith(CUT)) return cut(line);
  if (line === '') return { shown: '', fault: 'missing' };
  const read = keyOf(composed(usualWidth(line)));
  return 'key' in read ? { shown: line, key: read.key } : { shown: line, fault: read.fault };
}

/** The key of an address that could have an account. */
export const emailKey = (email: string): string | undefined => readAddress(email).key;

/** The domain of an address's key: its DNS form, lower case. */
export const domainOf = (key: string): string => key.slice(key.lastIndexOf('@') + 1);

/** A domain as in the keys of addresses. @returns undefined if no address can have it */
export function domainKey(domain: string): string | undefined {
  const key = emailKey(`a@${domain}`);
  return key && domainOf(key);
}

/** An address with its domain decoded from Punycode, for search: `b@xn--bcher-kva.example` is `b@bücher.example`. */
export function inLetters(address: string): string {
  if (!/xn--/i.test(address)) return address;
  const at = address.lastIndexOf('@') + 1;
  return address.slice(0, at) + toUnicode(address.slice(at), UTS46).domain;
}

function cut(line: string): Address {
  const kept = line.endsWith(CUT) ? line.slice(0, -1) : line;
  return { shown: bounded(kept, LONGEST_SHOWN - 1).trimEnd() + CUT, fault: 'too-long' };
}

/** Removes what surrounds an address in a link, a header or a list: `<mailto:ann@acme.example>;` */
function bare(line: string): string {
  const before = /^(?:[<\s]|mailto:)*/i.exec(line)?.[0].length ?? 0;
  let end = line.length;
  while (end > before && />|;|,|\s/.test(line[end - 1] as string)) end--;
  return line.slice(before, end);
}

type Key = { readonly key: string } | { readonly fault: AddressFault };

const QUOTED = /^"((?:[^"\\]|\\.)*)"@/;

function keyOf(line: string): Key {
  const quoted = QUOTED.exec(line);
  const at = quoted ? quoted[0].length - 1 : line.indexOf('@');
  if (at >= 0 && line.includes('@', at + 1)) return { fault: 'two-ats' };
  const local = quoted ? (quoted[1] as string).replace(/\\(.)/g, '$1') : line.slice(0, Math.max(at, 0));
  const domain = line.slice(at + 1);
  if (at < 0 || local === '' || domain === '') return { fault: 'not-complete' };
  if (!isReadable(local) || !isReadable(domain) || (!quoted && !isDotAtom(local))) return { fault: 'not-usable' };
  const folded = composed(foldCase(composed(foldCase(local))));
  return joined(isDotAtom(folded) ? folded : `"${folded.replace(/["\\]/g, '\\$&')}"`, labelsOf(domain));
}

function joined(local: string, labels: readonly string[] | undefined): Key {
  if (!labels) return { fault: 'not-usable' };
  const key = `${local}@${labels.join('.')}`;
  const isLong = Buffer.byteLength(local) > LONGEST.local || Buffer.byteLength(key) > LONGEST.address;
  if (isLong || labels.some(({ length }) => length > LONGEST.label)) return { fault: 'too-long' };
  if (labels.length < 2) return { fault: 'not-complete' };
  return labels.every((label) => LABEL.test(label)) && TOP.test(labels.at(-1) as string)
    ? { key }
    : { fault: 'not-usable' };
}

/** RFC 5321 and 6531: atoms with single dots between them. */
const isDotAtom = (local: string): boolean =>
  /^[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+)*$/u.test(local);

/** Only visible characters that mean the same on every system. */
function isReadable(text: string): boolean {
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    const isJoiner = point === 0x200c || point === 0x200d;
    if (point === 0x20 || (point < 0x7f && point > 0x20)) continue;
    if (isBlank(point) || !isCommon(point) || (isIgnorable(point) && !isJoiner)) return false;
  }
  return true;
}

const UTS46 = {
  ...{ checkBidi: true, checkJoiners: true, useSTD3ASCIIRules: true, transitionalProcessing: false },
  // Hyphens are checked below, because DNS has names with two of them in third place. So are lengths, which have their own messages.
  ...{ checkHyphens: false, verifyDNSLength: false },
};
const PLAIN_DOMAIN = /^[a-z\d.-]+$/i;
const LABEL = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/;
const TOP = /^(?:[a-z]{2,}|xn--[a-z\d-]+)$/;

/** A cache of recent domains: the people of a list share a few of them, and UTS #46 is the most expensive part of an address. */
const asciiOf = new Map<string, string | null>();
const MOST_REMEMBERED = 200;

function labelsOf(domain: string): string[] | undefined {
  if (PLAIN_DOMAIN.test(domain) && !/xn--/i.test(domain)) return domain.toLowerCase().split('.');
  let ascii = asciiOf.get(domain);
  if (ascii === undefined) {
    ascii = toASCII(domain, UTS46);
    if (asciiOf.size >= MOST_REMEMBERED) asciiOf.clear();
    asciiOf.set(domain, ascii);
  }
  return ascii?.split('.');
}
