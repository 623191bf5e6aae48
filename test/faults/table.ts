import type { ConnectionFault } from '../../src/facts/index.js';
import type { FaultRule } from '../../sandbox/index.js';
import type { HaloWait } from '../../src/modules/rosters/roster-types.js';

/** The calls that HaloPSA is asked with, and the moments at which a fault differs: page n stands for every page but the first. */
export const CALLS = ['token', 'groups', 'users page 1', 'users page n', 'token in a load'] as const;
export type Call = (typeof CALLS)[number];

/** How a fault at a call ends. What is shown and kept then follows from it: `outcomes.ts` says it, the tests hold the portal to it. */
export type Cell =
  /** a page says what happened and what to do; nothing of this answer is kept */
  | { readonly stops: ConnectionFault }
  /** loading pauses, says why and until when, and goes on by itself */
  | { readonly waits: HaloWait }
  /** all comes in the end, and nobody is troubled, because … */
  | { readonly whole: string }
  /** what came is offered, under a warning that stays: so many more were announced than there are, so many did not come */
  | { readonly warns: { readonly announcedMore: number; readonly missing: number } }
  /** what came is offered, and what it lacks, or may lack, is said beside it in these words */
  | { readonly says: string; readonly missing?: number }
  /** there is no such thing, because … */
  | { readonly senseless: string };

/** `on`: a call that belongs to the column's, such as that of the distribution lists to groups */
export type Rule = FaultRule;
type ListCall = Exclude<Call, 'token' | 'token in a load'>;

export interface Row extends Readonly<Record<Call, Cell>> {
  /** what HaloPSA, or what stands in its place, does */
  readonly what: string;
  /** how the sandbox does it; which call and which page is said by the column, unless each has a rule of its own */
  readonly rule: Rule | Readonly<Partial<Record<ListCall, Rule>>>;
  /** on all further pages too */
  readonly onwards?: true;
  /** it is noticed by nothing but the time that passes */
  readonly late?: true;
}

const stops = (code: ConnectionFault): Cell => ({ stops: code });
const whole = (because: string): Cell => ({ whole: because });
const senseless = (because: string): Cell => ({ senseless: because });
const waits = (why: HaloWait): Cell => ({ waits: why });

/** The same code wherever it happens. */
const everywhere = (code: ConnectionFault) => each(stops(code), stops(code));

function each(token: Cell, lists: Cell, inLoad: Cell = lists): Readonly<Record<Call, Cell>> {
  return { token, groups: lists, 'users page 1': inLoad, 'users page n': inLoad, 'token in a load': token };
}

const LIMIT = waits('rate-limited');
const LIMITED = { ...each(stops('rate-limited'), stops('rate-limited'), LIMIT), 'token in a load': LIMIT };

/** A web page: once a list has begun to come, it is waited out. */
function webPage(code: ConnectionFault, why: HaloWait) {
  return { ...everywhere(code), 'users page n': waits(why), 'token in a load': waits(why) };
}
const NO_LIST = senseless('it is no list');
const MOVED: Cell = { says: 'The list changed in HaloPSA while it was read.' };
const RENEWED = whole('a new token is asked for, once');
const ONCE = { ...each(senseless('there it says that the credentials are wrong, see below'), RENEWED) };

export const TABLE = {
  refused: { what: 'refuses the connection', rule: { fault: 'refused', ms: 60_000 }, ...everywhere('unreachable') },
  reset: { what: 'resets the connection', rule: { fault: 'reset' }, ...everywhere('unreachable') },
  'reset-halfway': {
    what: 'resets the connection in the middle of the answer',
    rule: { fault: 'reset-halfway' },
    ...everywhere('bad-answer'),
  },
  timeout: { what: 'never answers', rule: { fault: 'timeout' }, late: true, ...everywhere('timed-out') },
  stall: {
    what: 'sends the head and half of the answer, and then nothing',
    rule: { fault: 'stall' },
    late: true,
    ...everywhere('timed-out'),
  },
  trickle: {
    what: 'sends the answer a few bytes at a time',
    rule: { fault: 'trickle', ms: 100 },
    late: true,
    ...everywhere('timed-out'),
  },
  'http-500': { what: 'answers 500', rule: { fault: 'http-500' }, ...everywhere('halo-error') },
  'http-502': {
    what: 'answers 502 with a web page',
    rule: { fault: 'http-502' },
    ...webPage('halo-error', 'maintenance'),
  },
  'http-503': {
    what: 'answers 503 with a web page',
    rule: { fault: 'http-503' },
    ...webPage('halo-error', 'maintenance'),
  },
  'http-503-told': {
    what: 'answers 503 with a web page and `Retry-After`',
    rule: { fault: 'http-503', retryAfter: 600 },
    ...webPage('halo-error', 'maintenance'),
    token: senseless('as without; the page says when to try again'),
    groups: senseless('as without; the page says when to try again'),
    'users page 1': waits('maintenance'),
  },
  'proxy-401': {
    what: 'answers 401 with a web page, as a proxy does',
    rule: { fault: 'proxy-401' },
    ...webPage('proxy-refused', 'proxy-refused'),
  },
  'proxy-403': {
    what: 'answers 403 with a web page, as a firewall does',
    rule: { fault: 'proxy-403' },
    ...webPage('proxy-refused', 'proxy-refused'),
  },
  'http-429-told': { what: 'answers 429 with `Retry-After`', rule: { fault: 'http-429', retryAfter: 600 }, ...LIMITED },
  'http-429': { what: 'answers 429 without `Retry-After`', rule: { fault: 'http-429' }, ...LIMITED },
  'http-429-compressed': {
    what: 'answers 429, compressed although that was refused',
    rule: { fault: 'http-429-compressed' },
    ...LIMITED,
  },
  'http-401-once': { what: 'answers 401 in the middle, once', rule: { fault: 'http-401', times: 1 }, ...ONCE },
  'http-401': {
    what: 'answers 401, also to a new token',
    rule: { fault: 'http-401' },
    ...each(stops('wrong-credentials'), stops('not-permitted')),
  },
  'http-400-once': { what: 'answers 400 in its place, once', rule: { fault: 'http-400', times: 1 }, ...ONCE },
  'http-400': {
    what: 'answers 400, also to a new token',
    rule: { fault: 'http-400' },
    ...each(stops('wrong-credentials'), stops('bad-answer')),
  },
  'http-403': { what: 'answers 403', rule: { fault: 'http-403' }, ...everywhere('not-permitted') },
  'http-404': { what: 'answers 404', rule: { fault: 'http-404' }, ...everywhere('not-halopsa') },
  redirect: { what: 'redirects elsewhere', rule: { fault: 'redirect' }, ...everywhere('not-halopsa') },
  html: { what: 'answers 200 with a web page', rule: { fault: 'html' }, ...webPage('not-halopsa', 'maintenance') },
  empty: { what: 'answers 200 with nothing', rule: { fault: 'empty' }, ...everywhere('bad-answer') },
  'cut-off': { what: 'sends JSON that is cut off', rule: { fault: 'cut-off' }, ...everywhere('bad-answer') },
  'wrong-shape': {
    what: 'sends JSON of another shape',
    rule: { fault: 'wrong-shape' },
    ...each(stops('not-halopsa'), stops('bad-answer')),
  },
  'wrong-null': {
    what: 'sends `null`',
    rule: { fault: 'wrong-null' },
    ...each(stops('not-halopsa'), stops('bad-answer')),
  },
  'wrong-rows': {
    what: 'sends a list whose rows are none',
    rule: { fault: 'wrong-rows' },
    ...each(stops('not-halopsa'), stops('bad-answer')),
  },
  huge: { what: 'sends 200 MB', rule: { fault: 'huge' }, ...everywhere('too-large') },
  'gzip-bomb': {
    what: 'sends what unpacks to 200 MB',
    rule: { fault: 'gzip-bomb' },
    ...everywhere('bad-answer'),
  },
  compressed: {
    what: 'sends a good answer, compressed although that was refused',
    rule: { fault: 'compressed' },
    ...everywhere('bad-answer'),
  },
  endless: {
    what: 'sends a list without an end',
    rule: { fault: 'endless' },
    onwards: true,
    ...each(NO_LIST, stops('list-broken')),
  },
  'count-high': {
    what: 'says a `record_count` that is too high',
    rule: { fault: 'count-high', by: 7 },
    onwards: true,
    ...each(NO_LIST, { warns: { announcedMore: 7, missing: 0 } }),
  },
  'count-low': {
    what: 'says a `record_count` that is too low',
    rule: { fault: 'count-low' },
    onwards: true,
    ...each(NO_LIST, whole('an empty page is the end, and not a number')),
    // A number that changes between two pages is how a list shows that it moved.
    'users page n': MOVED,
  },
  'repeat-page': {
    what: 'sends a page again in place of another',
    rule: {
      groups: { fault: 'repeat-page', fromPage: 2, show: 1 },
      'users page 1': { fault: 'repeat-page', page: 1, show: 2 },
      'users page n': { fault: 'repeat-page', fromPage: 2, show: 1 },
    },
    ...each(NO_LIST, stops('list-broken')),
  },
  'repeat-last': {
    what: 'sends the last page again, behind the end',
    rule: { fault: 'repeat-page', page: 4 },
    ...each(NO_LIST, whole('all who were announced have come')),
    'users page 1': senseless('behind it is no end'),
  },
  'page-cap': {
    what: 'sends fewer rows in a page than were asked for (100 of 1,000)',
    rule: { fault: 'page-cap', rows: 4 },
    onwards: true,
    ...each(NO_LIST, whole('nothing is made of the size of a page')),
    'users page n': senseless('it begins on page 1; where it does not, see below'),
  },
  'page-cap-changes': {
    what: 'sends fewer rows in a page than in those before',
    rule: {
      groups: { fault: 'page-cap', page: 2, rows: 8 },
      'users page n': { fault: 'page-cap', page: 2, rows: 8 },
    },
    ...each(NO_LIST, { warns: { announcedMore: 0, missing: 4 } }),
    'users page 1': senseless('there is none before it'),
  },
  'filters-ignored': {
    what: 'sends everybody, whatever was asked for',
    rule: { fault: 'filters-ignored' },
    onwards: true,
    ...each(NO_LIST, whole('people of other clients are counted, and left out')),
    'users page n': MOVED,
    groups: senseless('all are asked for'),
  },
  'rows-gone-once': {
    what: 'removes a row while the list is read, once',
    rule: { fault: 'rows-gone', fromPage: 2, times: 3 },
    onwards: true,
    ...each(NO_LIST, whole('what moved is read again')),
    'users page 1': senseless('a list moves behind its first page'),
  },
  'rows-gone': {
    what: 'removes a row each time the list is read',
    rule: { fault: 'rows-gone', fromPage: 2 },
    onwards: true,
    ...each(NO_LIST, { says: 'The list changed in HaloPSA while it was read.', missing: 1 }),
    groups: { says: 'Some groups may be missing.', missing: 1 },
    'users page 1': senseless('a list moves behind its first page'),
  },
  'paging-ignored': {
    what: 'sends the whole list on every page, without `record_count`',
    rule: { fault: 'paging-ignored' },
    onwards: true,
    ...each(NO_LIST, whole('a page that repeats every id is the end where no number was announced')),
    'users page n': senseless('it begins on page 1'),
  },
  'without-ids': {
    what: 'sends rows whose ids are out of range',
    rule: { fault: 'without-ids', page: 1, rows: 2 },
    ...each(NO_LIST, { says: 'Not in the list, although HaloPSA sent them: 2 rows without a usable HaloPSA ID.' }),
    groups: { says: '2 groups are left out. HaloPSA sent them without an ID that can be used.' },
    'users page n': senseless('as on page 1'),
  },
  'lists-403': {
    what: 'does not let the distribution lists be read',
    rule: { fault: 'http-403', on: 'lists' },
    ...each(senseless('there it is about other calls'), senseless('there it is about other calls')),
    groups: {
      says: 'Distribution lists could not be read. HaloPSA does not let these credentials read distribution lists.',
    },
  },
  'lists-500': {
    what: 'answers 500 at the distribution lists',
    rule: { fault: 'http-500', on: 'lists' },
    ...each(senseless('there it is about other calls'), senseless('there it is about other calls')),
    groups: { says: 'Distribution lists could not be read. HaloPSA answered with an error of its own.' },
  },
} satisfies Readonly<Record<string, Row>>;
