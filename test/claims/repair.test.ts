import { randomUUID } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';
import { repair } from '../../src/commands/claims/repair.js';
import { NO_STREAM, Outbox, type EventStore } from '../../src/event-store/index.js';
import { ImportRequests } from '../../src/modules/imports/import-users/import-requests.js';
import { ImportUsersWork } from '../../src/modules/imports/import-users/import-users.work.js';
import { pause } from '../../src/shared/retry.js';
import { StandIn } from '../event-store/stand-in/stand-in.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { OlderLog } from './older-log.js';
import { backUpRows, metadata, portal, restoreRows, whileRunning } from './site.js';

const ALREADY = { refused: { email: 'already-in-this-team' } };
/** Longer than what a repair prevents would take to happen. */
const MEANWHILE_MS = 500;
const ADDED = { position: expect.any(String) as string };

describe.each(['PostgreSQL', 'EventStoreDB'])('with the log in %s', (kind) => {
  let db: TestDatabase;
  let standIn: StandIn;
  let url: string | undefined;
  beforeEach(async () => {
    [db, standIn] = [await createTestDatabase(), new StandIn()];
    await standIn.start();
    url = kind === 'EventStoreDB' ? standIn.url : undefined;
  });
  afterEach(async () => {
    await standIn.stop();
    await db.drop();
  });

  const running = <T>(work: Parameters<typeof whileRunning<T>>[2]) => whileRunning(db, url, work);
  const olderLog = () => new OlderLog(db.pool, url ? standIn : undefined);
  const command = (...args: string[]) => portal(db, url, ...args);
  const claims = async () => {
    const { rows } = await db.pool.query<{ key: string }>('select email_key as key from email_claim order by 1');
    return rows.map(({ key }) => key);
  };
  /** The store, with something that happens once the log was read to its end for the second time. */
  const interrupted = (store: EventStore, what: () => Promise<unknown>) => {
    let asked = 0;
    const head = async () => {
      const end = await store.head();
      if (++asked === 2) await what();
      return end;
    };
    return new Proxy(store, { get: (real, name) => (name === 'head' ? head : Reflect.get(real, name)) });
  };

  /** What docs/operations.md says, until the two agree. */
  async function repaired(): Promise<void> {
    expect(await command('claims', 'check')).toMatchObject({ code: 1 });
    expect(await command('projections', 'rebuild', 'all')).toMatchObject({ code: 0 });
    const before = await claims();
    const shown = await command('claims', 'repair');
    expect(shown).toMatchObject({
      code: 1,
      err: '',
      out: expect.stringMatching(/to repair with --write\.\nNothing was/),
    });
    expect(await claims()).toEqual(before);
    expect(await command('claims', 'repair', '--write')).toMatchObject({ code: 0, err: '' });
    expect(await command('claims', 'check')).toMatchObject({ code: 0, out: expect.stringMatching(/They agree\.$/) });
    expect(await command('claims', 'repair')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/nothing to repair/),
    });
  }

  test('an older database gets the claims, names and states that the log knows', async () => {
    const [team, closed, open] = await running(async (site) => {
      const ids = [];
      for (const name of ['Old name', 'To be closed', 'To be reopened']) ids.push((await site.addTeam(name))[0]);
      const [first = '', second = '', third = ''] = ids;
      await site.archive(third);
      await site.add(first, 'ann@acme.example');
      await backUpRows(db);
      await site.add(first, 'bob@acme.example');
      await site.remove(first, 'ann@acme.example');
      await site.add(second, 'ann@acme.example');
      await site.add(first, 'gone@acme.example');
      await site.remove(first, 'gone@acme.example');
      await site.rename(first, 'New name');
      await site.archive(second);
      await site.reopen(third);
      return [first, second, third] as const;
    });
    await restoreRows(db);
    await repaired();
    await running(async (site) => {
      await site.caughtUp();
      expect(await site.add(team, 'bob@acme.example')).toEqual(ALREADY);
      expect(await site.add(team, 'ann@acme.example')).toEqual({ refused: { email: 'already-has-account' } });
      expect(await site.add(team, 'gone@acme.example')).toMatchObject(ADDED);
      await expect(site.add(closed, 'eve@acme.example')).rejects.toThrow(/archived/);
      expect(await site.add(open, 'eve@acme.example')).toMatchObject(ADDED);
      expect((await site.addTeam('New name'))[1]).toEqual({ refused: { looksLike: 'New name' } });
      expect((await site.addTeam('Old name'))[1]).toMatchObject(ADDED);
    });
    expect(await command('claims', 'check')).toMatchObject({ code: 0 });
  });

  test('an older log frees what it does not know, and gives back what it knows', async () => {
    const team = await running(async (site) => {
      const [id] = await site.addTeam('Acme');
      await site.add(id, 'ann@acme.example');
      const length = await olderLog().length();
      await site.add(id, 'bob@acme.example');
      await site.remove(id, 'ann@acme.example');
      const [lost] = await site.addTeam('Lost');
      await site.archive(lost);
      await site.addTeam('Lost too');
      await site.archive(id);
      return { id, length };
    });
    await olderLog().restore(team.length);
    await repaired();
    await running(async (site) => {
      expect(await site.add(team.id, 'ann@acme.example')).toEqual(ALREADY);
      expect(await site.add(team.id, 'bob@acme.example')).toMatchObject(ADDED);
      await site.remove(team.id, 'ann@acme.example');
      expect(await site.add(team.id, 'ann@acme.example')).toMatchObject(ADDED);
      expect((await site.addTeam('Lost too'))[1]).toMatchObject(ADDED);
    });
    expect(await command('claims', 'check')).toMatchObject({ code: 0 });
  });

  test('before the projections were rebuilt, a removal frees the address for the account that got it next', async () => {
    await running(async (site) => {
      const [id] = await site.addTeam('Acme');
      await site.add(id, 'ann@acme.example');
      await backUpRows(db);
      await site.remove(id, 'ann@acme.example');
      await site.add(id, 'ann@acme.example');
    });
    await restoreRows(db);
    expect(await command('claims', 'repair', '--write')).toMatchObject({ code: 0, err: '' });
    await running((site) => site.caughtUp());
    expect(await command('claims', 'check')).toMatchObject({ code: 0 });
  });

  test('the address of a person who is removed between the reading and the commit is free afterwards', async () => {
    await running(async (site) => {
      const [id] = await site.addTeam('Acme');
      await site.add(id, 'ann@acme.example');
      await db.pool.query('delete from email_claim');
      const remove = async () => {
        const accountId = (await db.pool.query<{ id: string }>('select account_id as id from member')).rows[0]?.id;
        const data = { accountId, teamId: id, person: { name: 'Ann', email: 'ann@acme.example' } };
        const removed = { id: randomUUID(), type: 'UserRemoved', data, metadata };
        const { position } = await site.store.append(`account-${accountId}`, 0, [removed]);
        // Unless the checkpoint is held, the projection applies the removal within this time.
        await site.runner.waitFor(position, MEANWHILE_MS);
      };
      const { findings } = await repair(db.portalPool, interrupted(site.store, remove));
      expect(findings.map(({ mends }) => mends.map(({ kind }) => kind))).toEqual([['claim']]);
      await site.caughtUp();
      expect(await claims()).toEqual([]);
      expect(await site.add(id, 'ann@acme.example')).toMatchObject(ADDED);
    });
  });

  test('a form sent again between the reading and the commit has its claim afterwards', async () => {
    await running(async (site) => {
      const [id] = await site.addTeam('Acme');
      const [key, formId] = ['ann@acme.example', randomUUID()];
      const claim = [key, uuidV5(`${id} ${key} 0`, formId), id, metadata.resellerId];
      await db.pool.query('insert into email_claim values ($1, $2, $3, $4)', claim);
      let sent: Promise<unknown> = Promise.resolve();
      const send = () => Promise.race([(sent = site.add(id, key, formId)), pause(MEANWHILE_MS)]);
      await repair(db.portalPool, interrupted(site.store, send));
      expect(await sent).toMatchObject(ADDED);
      expect(await claims()).toEqual([key]);
    });
    expect(await command('claims', 'check')).toMatchObject({ code: 0 });
  });

  test('nothing is repaired while an import or an entry of the outbox is unfinished', async () => {
    const importId = randomUUID();
    await running(async (site) => {
      const [id] = await site.addTeam('Acme');
      await site.add(id, 'ann@acme.example');
      await db.pool.query('delete from email_claim');
      await db.pool.query(
        `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, credentials_version, load_metadata, import_requested_at)
         values ($1, $2, $3, 'client', 1, 'Acme', $2, '{}', now())`,
        [importId, metadata.resellerId, id],
      );
    });
    const entry = (isStuck: boolean) =>
      db.pool.query(`insert into log.outbox (stream, is_next, events, stuck_at) values ('team-x', true, '[]', $1)`, [
        isStuck ? new Date() : null,
      ]);
    await entry(false);
    await entry(true);
    for (const args of [[], ['--write']]) {
      const { code, err } = await command('claims', 'repair', ...args);
      expect(err.split('\n')).toEqual([
        expect.stringMatching(`^1 import has not ended: ${importId}\\. Cancel them .* ROLE=work`),
        expect.stringMatching(
          /^1 entry of the outbox is not in the log yet: team-x\. Start one process with ROLE=work/,
        ),
        expect.stringMatching(/^1 entry of the outbox is stuck .* delete it/),
        'Nothing was repaired.',
      ]);
      expect(code).toBe(1);
    }
    expect(await claims()).toEqual([]);
    await db.pool.query('delete from log.outbox');

    // An import that has ended in the log is ended, and does not count.
    await running(async ({ store }) => {
      const data = { importId, teamId: randomUUID(), imported: 0, rejected: 0 };
      await store.append(`import-${importId}`, NO_STREAM, [
        { id: randomUUID(), type: 'ImportCompleted', data, metadata },
      ]);
    });
    expect(await command('claims', 'repair', '--write')).toMatchObject({ code: 0, err: '' });
    expect(await command('claims', 'check')).toMatchObject({ code: 0 });
    expect((await db.pool.query('select from roster where import_ended_at is null')).rowCount).toBe(0);
  });

  test('an import that an older database believes to be running is cancelled with the numbers of the log', async () => {
    const [importId, account] = [randomUUID(), randomUUID()];
    await running(async ({ store, addTeam }) => {
      const [teamId] = await addTeam('Acme');
      await db.pool.query(
        `insert into roster (id, reseller_id, team_id, group_kind, group_id, group_name, credentials_version, load_metadata,
           import_requested_at, import_metadata, import_prepared, listed, to_decide, already_in_this_team, left_out, cancel_requested_at)
         values ($1, $2, $3, 'client', 1, 'Acme', $2, '{}', now(), $4, true, 3, 3, 0, 0, now())`,
        [importId, metadata.resellerId, teamId, metadata],
      );
      await db.pool.query(
        `insert into import_item (import_id, n, halo_id, person) select $1, n, n, '{}' from generate_series(0, 2) as n`,
        [importId],
      );
      const eventOf = (type: string, data: object) => ({
        id: randomUUID(),
        type,
        data: { importId, teamId, ...data },
        metadata,
      });
      const person = { name: 'Ann', email: 'ann@acme.example', site: '' };
      await store.append(`import-${importId}`, NO_STREAM, [
        eventOf('ImportStarted', { group: { kind: 'client', id: 1, name: 'Acme' }, listed: 3 }),
        eventOf('UserImported', { n: 0, haloId: 0, accountId: account, person }),
        eventOf('UserRejected', { n: 1, haloId: 1, reason: 'no-email', person }),
      ]);
      expect(await command('claims', 'repair', '--write')).toMatchObject({
        code: 1,
        out: expect.not.stringMatching(/repaired/),
      });
      const work = new ImportUsersWork(db.portalPool, store, new ImportRequests(db.portalPool));
      expect(await work.step(importId, new AbortController().signal)).toBe('done');
      const [last] = await store.readStream(`import-${importId}`, { backwards: true, limit: 1 });
      expect(last).toMatchObject({ type: 'ImportCancelled', data: { imported: 1, rejected: 1, undecided: 1 } });
    });
    expect(await command('claims', 'repair', '--write')).toMatchObject({ code: 0, err: '' });
    expect(await claims()).toEqual(['ann@acme.example']);
    expect(await command('claims', 'check')).toMatchObject({ code: 0 });
  });

  test('an entry of the outbox that a newer log has already is removed, and not recorded twice', async () => {
    await running(async ({ store, addTeam, rename }) => {
      const [teamId] = await addTeam('Acme');
      await rename(teamId, 'Acme Ltd');
      const stream = `team-${teamId}`;
      const [recorded] = await store.readStream(stream, { from: 1 });
      const event = { id: recorded?.id, type: recorded?.type, data: recorded?.data, metadata };
      await db.pool.query('insert into log.outbox (stream, is_next, events) values ($1, true, $2)', [
        stream,
        JSON.stringify([event]),
      ]);
      await db.pool.query('insert into log.outbox (stream, is_next, events) values ($1, true, $2)', [
        stream,
        JSON.stringify([{ ...event, id: randomUUID() }]),
      ]);
      expect(await command('claims', 'repair')).toMatchObject({
        out: expect.stringMatching(/already: 1\. Removed from it with/),
      });
      expect(await command('claims', 'repair', '--write')).toMatchObject({
        ...{ code: 1, out: expect.stringMatching(/already: 1\. Removed from it\.\n/) },
        err: expect.stringMatching(/^1 entry of the outbox is not in the log yet/),
      });
      expect(await new Outbox(db.portalPool, store).deliverAll()).toEqual({ delivered: 1, stuck: 0 });
      expect(await store.readStream(stream)).toHaveLength(3);
    });
    expect(await command('claims', 'repair', '--write')).toMatchObject({ code: 0 });
  });

  test('two accounts of one address are left to the operator', async () => {
    await running(async (site) => {
      const [id] = await site.addTeam('Acme');
      for (let n = 0; n < 2; n++) {
        await site.add(id, 'ann@acme.example');
        await db.pool.query('delete from email_claim');
      }
    });
    const written = await command('claims', 'repair', '--write');
    expect(written).toMatchObject({
      code: 1,
      out: expect.stringMatching(/ has no claim: .* Repair: gives the account its claim\.\n1 repaired\.$/),
    });
    expect(written.err).toMatch(/^Accounts .* have one address; .*\n1 cannot be repaired here\..*"Claims"/);
    expect(await claims()).toHaveLength(1);
  });
});
