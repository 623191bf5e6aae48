import type { ConnectionFault, RejectionReason } from '../../facts/index.js';
import { haloFault } from './halo-faults.js';
import { blockAdvice, blockReason } from './reasons.js';
import { flash } from './banners.js';

const reasons: Record<RejectionReason, true> = {
  'no-email': true,
  'malformed-email': true,
  'duplicate-in-list': true,
  'already-in-this-team': true,
  'already-has-account': true,
};

const faults: Record<ConnectionFault, true> = {
  'wrong-credentials': true,
  'unknown-host': true,
  'not-halopsa': true,
  'address-not-allowed': true,
  'timed-out': true,
  'not-permitted': true,
  'lists-not-permitted': true,
  'proxy-refused': true,
  maintenance: true,
  'rate-limited': true,
  unreachable: true,
  'halo-error': true,
  'bad-answer': true,
  'too-large': true,
  'list-broken': true,
  'other-sign-in-host': true,
  cancelled: true,
  'group-gone': true,
  'credentials-removed': true,
  'sees-no-clients': true,
  'secret-does-not-open': true,
  'secret-of-old-binding': true,
  'list-too-long': true,
};

const distinct = (texts: readonly string[]) => new Set(texts).size;
const avoided = /\binvalid\b|oops|undefined|\bnull\b/i;

test('every reason has its own words, without jargon', () => {
  const texts = (Object.keys(reasons) as RejectionReason[]).map(
    (reason) => `${blockReason(reason, 'half@')}. ${blockAdvice(reason)}`,
  );
  expect(distinct(texts)).toBe(texts.length);
  for (const text of texts) expect(text).not.toMatch(avoided);
});

test.each([
  ['a@b@x.example', 'Email address has more than one @'],
  [`${'a'.repeat(65)}@x.example`, 'Email address is too long'],
  ['half@', 'Email address is not complete'],
  ['a b@x.example', 'Email address has a character in a place where it cannot be'],
])('the fault of %s has its own words', (email, words) => {
  expect(blockReason('malformed-email', email)).toBe(words);
});

test('every fault of HaloPSA says what happened and what to do next', () => {
  const words = (Object.keys(faults) as ConnectionFault[]).map((fault) => haloFault(fault));
  expect(distinct(words.map(({ what }) => what))).toBe(words.length);
  for (const { what, next } of words) {
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^[A-Z].*\.$/);
    expect(`${what} ${next}`).not.toMatch(avoided);
  }
});

test('the time at which HaloPSA accepts requests again is shown if it is known', () => {
  const { next } = haloFault('rate-limited', new Date('2026-11-23T14:32:10.200Z'));
  expect(next).toContain('Try again at 14:32:11 UTC.');
  expect(haloFault('rate-limited').next).toContain('Wait 5 minutes');
});

test('a banner comes from our own words only', () => {
  expect(flash('team-added')?.title).toBe('The Team was added.');
  expect(flash('team-added', 'Bo')?.title).toBe('The Team was added.');
  expect(flash('person-added', 'Bo')?.title).toBe('\u2068Bo\u2069 was added to the Team.');
  expect(flash('person-added')?.title).toBe('The person was added to the Team.');
  for (const other of ['constructor', '<b>', '', undefined, ['team-added'], 7]) expect(flash(other)).toBeUndefined();
});
