import type { EmailClaim } from '../../modules/teams/index.js';
import type { Books } from './books.js';
import { compare } from './compare.js';
import type { LoggedAccount, LoggedTeam } from './read-log.js';
import type { Rows } from './read-rows.js';

const claim = (accountId: string, change: Partial<EmailClaim> = {}): EmailClaim => ({
  ...{ key: `${accountId}@acme.example`, accountId, teamId: 'team', resellerId: 'reseller' },
  ...change,
});
const account = (id: string, change: Partial<LoggedAccount> = {}): [string, LoggedAccount] => [
  id,
  { key: `${id}@acme.example`, teamId: 'team', resellerId: 'reseller', added: '1', ...change },
];
const books = (accounts: [string, LoggedAccount][], rows: Partial<Rows>, head = '5'): Books => ({
  head,
  accounts: new Map(accounts),
  teams: new Map(),
  ended: new Map(),
  rows: {
    ...{
      claims: [],
      pending: [],
      removed: new Set(),
      noticed: '5',
      stuck: 0,
      waiting: [],
      importing: [],
      imported: [],
    },
    ...{ names: new Map(), closed: new Set(), ...rows },
  },
});
const said = (given: Books) => compare(given).map(({ says }) => says);

const moved = { teamId: 'other', revision: 3, before: [{ teamId: 'team', until: '3' }] };

describe('claims and log agree', () => {
  test.each<[string, Books]>([
    ['when there is nothing', books([], {})],
    ['when each account has its claim', books([account('ann')], { claims: [claim('ann')] })],
    ['on what is decided and not recorded yet', books([], { claims: [claim('ann')], pending: [claim('ann')] })],
    ['on what was recorded meanwhile', books([account('ann')], { claims: [claim('ann')], pending: [claim('ann')] })],
    ['on what was claimed after the rows were read', books([account('ann', { added: '6' })], {})],
    ['on a removed person', books([account('ann', { removed: '2' })], { removed: new Set(['ann']) })],
    [
      'on a person who was moved',
      books([account('ann', moved)], { claims: [claim('ann', { teamId: 'other', revision: 3 })] }),
    ],
    ['on a move not noticed yet', books([account('ann', moved)], { claims: [claim('ann')], noticed: '2' })],
    ['on a removal not noticed yet', books([account('ann', { removed: '6' })], { claims: [claim('ann')] })],
    [
      'on an address that went from one account to the next',
      books([account('ann', { removed: '2' }), account('eve', { key: 'ann@acme.example' })], {
        claims: [claim('eve', { key: 'ann@acme.example' })],
        removed: new Set(['ann']),
      }),
    ],
  ])('%s', (_when, given) => {
    expect(compare(given)).toEqual([]);
  });
});

describe('the check reports', () => {
  test.each<[string, Books, RegExp]>([
    ['an account without a claim', books([account('ann')], {}), /^Account ann \(Team team\) has no claim/],
    ['a decided account without a claim', books([], { pending: [claim('ann')] }), /^Account ann .* has no claim/],
    [
      'two accounts of one address',
      books([account('ann'), account('eve', { key: 'ann@acme.example' })], { claims: [claim('ann')] }),
      /^Accounts eve \(Team team\) and ann have one address/,
    ],
    [
      'a claim without an account',
      books([], { claims: [claim('ann')] }),
      /^Account ann .* the log knows of no such account/,
    ],
    [
      'a claim on another address',
      books([account('ann')], { claims: [claim('ann', { key: 'eve@acme.example' })] }),
      /^The claim of account ann names another/,
    ],
    [
      'a claim that missed a move',
      books([account('ann', moved)], { claims: [claim('ann')] }),
      /^The claim of account ann names another/,
    ],
    [
      'a claim of a move that the log does not know',
      books([account('ann')], { claims: [claim('ann', { revision: 3 })] }),
      /^The claim of account ann names another/,
    ],
    [
      'a claim for another Team',
      books([account('ann')], { claims: [claim('ann', { teamId: 'other' })] }),
      /^The claim of account ann names another/,
    ],
    [
      'a claim that outlived its account',
      books([account('ann', { removed: '2' })], { claims: [claim('ann')], removed: new Set(['ann']) }),
      /^Account ann was removed from its Team, and still keeps/,
    ],
    [
      'a removal without its mark',
      books([account('ann', { removed: '2' })], {}),
      /^Account ann was removed, and removed_account does not/,
    ],
    ['a mark without its removal', books([], { removed: new Set(['ann']) }), /^removed_account lists account ann/],
    ['a stuck entry', books([], { stuck: 2 }), /^2 entries of the outbox are stuck/],
  ])('%s', (_what, given, expected) => {
    expect(said(given)).toEqual([expect.stringMatching(expected)]);
  });
});

test('two accounts conflict when an older key kept their addresses apart', () => {
  const accounts = [account('ann'), account('eve', { key: 'ann@acme.example' })];
  const claims = [claim('ann'), claim('eve', { key: 'a\u200bnn@acme.example' })];
  expect(said(books(accounts, { claims }))).toEqual([
    expect.stringMatching(/^The claim of account eve names another/),
    'Accounts ann and eve fall together: their addresses are one by today’s rules.',
  ]);
});

describe('Teams', () => {
  const logged = (change: Partial<LoggedTeam> = {}): LoggedTeam => ({
    ...{ resellerId: 'reseller', name: 'Acme', isArchived: false, changed: '1' },
    ...change,
  });
  const teams = (given: Record<string, LoggedTeam>, rows: Partial<Rows>): Books => ({
    ...books([], rows),
    teams: new Map(Object.entries(given)),
  });
  const name = { resellerId: 'reseller', name: 'Acme' };
  const named = { names: new Map([['one', name]]) };

  test.each<[string, Books]>([
    ['with its name', teams({ one: logged() }, named)],
    ['archived', teams({ one: logged({ isArchived: true }) }, { ...named, closed: new Set(['one']) })],
    ['renamed after the rows were read', teams({ one: logged({ name: 'New', changed: '6' }) }, named)],
    ['added, and not recorded yet', teams({}, { ...named, waiting: [{ id: 'entry', stream: 'team-one' }] })],
    [
      'renamed, and not recorded yet',
      teams({ one: logged({ name: 'Old' }) }, { ...named, waiting: [{ id: 'entry', stream: 'team-one' }] }),
    ],
  ])('one that is %s agrees', (_what, given) => {
    expect(compare(given)).toEqual([]);
  });

  test.each<[string, Books, RegExp, object]>([
    [
      'without a name',
      teams({ one: logged() }, {}),
      /^team_name lacks Team one/,
      { kind: 'name', teamId: 'one', ...name },
    ],
    [
      'of another name',
      teams({ one: logged({ name: 'New' }) }, named),
      /^team_name has another name/,
      { kind: 'name', teamId: 'one', resellerId: 'reseller', name: 'New' },
    ],
    [
      'archived and open',
      teams({ one: logged({ isArchived: true }) }, named),
      /^Team one is archived, and/,
      { kind: 'close', teamId: 'one' },
    ],
    [
      'closed and not archived',
      teams({ one: logged() }, { ...named, closed: new Set(['one']) }),
      /^closed_team lists Team one, which is not archived/,
      { kind: 'open', teamId: 'one' },
    ],
    ['not in the log', teams({}, named), /^team_name keeps the name/, { kind: 'forget-name', teamId: 'one' }],
    [
      'closed and not in the log',
      teams({}, { closed: new Set(['one']) }),
      /^closed_team lists Team one, and/,
      { kind: 'open', teamId: 'one' },
    ],
  ])('one that is %s is reported, and repaired', (_what, given, says, mend) => {
    expect(compare(given)).toEqual([{ says: expect.stringMatching(says), mends: [mend] }]);
  });
});

test('an import whose end the log lacks is reported', () => {
  const given = books([], { imported: ['one', 'two'] });
  expect(said({ ...given, ended: new Map([['one', new Date()]]) })).toEqual([expect.stringMatching(/^Import two/)]);
});
