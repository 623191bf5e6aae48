import { randomUUID } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import type pg from 'pg';
import { loggedIn } from '../support/logs.js';
import { until } from '../support/portal.js';
import { settled } from './asking.js';
import { expectWholeSound } from './invariants.js';
import type { Interrupted, Surroundings } from './moments.js';
import type { Answered, Visitor } from './visitor.js';

/** So many at once, on so few addresses that they get into each other's way. */
const HANDS = 3;
const ADDRESSES = 12;

/** One press of a button, and the portal's answer. */
export interface Act {
  readonly kind: 'UserAdded' | 'UserRemoved';
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly accountId: string;
  answered: Answered | undefined;
}

/** People are added to two Teams and removed again, by several hands. */
export async function peopleByHand({ admin, seed, random }: Surroundings): Promise<Interrupted> {
  const teams = [randomUUID(), randomUUID()];
  for (const id of teams) await admin.post('/teams', { id, name: `Team ${id}`, then: 'save' });
  const acts: Act[] = [];
  const hands = Array.from({ length: HANDS }, () => new Hand(admin, teams, seed, random, acts));
  const work = hands.map((hand) => hand.work());
  return {
    howFar: async () => `${acts.filter(({ answered }) => answered).length} of ${acts.length} forms answered`,
    finish: async (pool) => {
      for (const hand of hands) hand.stopped = true;
      await Promise.all(work);
      // What was not answered is there as a whole or not at all, and that before anybody presses once more.
      await settled(pool);
      await expectWholeSound(pool);
      for (const act of acts.filter(({ answered }) => !answered)) {
        // A form that is pressed again must not be refused because of the forms before it: a slow restart leaves more than 60 of them.
        await pool.query('delete from rate_count');
        await pressAgain(admin, act);
      }
    },
    judge: async (pool) => {
      await expectAsAnswered(pool, acts);
      await expectWholeSound(pool);
    },
  };
}

class Hand {
  stopped = false;
  private readonly mine: Act[] = [];

  constructor(
    private readonly admin: Visitor,
    private readonly teams: readonly string[],
    private readonly seed: number,
    private readonly random: () => number,
    private readonly acts: Act[],
  ) {}

  async work(): Promise<void> {
    while (!this.stopped) {
      const act = this.next();
      this.acts.push(act);
      act.answered = await this.admin.press(act.path, act.form);
      if (!act.answered) await new Promise((done) => setTimeout(done, 200));
      else if (act.kind === 'UserAdded' && act.answered.done) this.mine.push(act);
    }
  }

  private next(): Act {
    const theirs = this.mine.length > 0 && this.random() < 0.5 ? this.mine.pop() : undefined;
    if (theirs) return removing(theirs);
    const team = this.teams[Math.floor(this.random() * this.teams.length)] ?? '';
    const email = `hand.${Math.floor(this.random() * ADDRESSES)}@round-${this.seed}.example`;
    return adding(team, email);
  }
}

export function adding(team: string, email: string): Act {
  const id = randomUUID();
  // As the form's own id makes it (teams/add-user): the same form is the same account.
  const accountId = uuidv5(`${team} ${email} 0`, id);
  const form = { id, name: 'By Hand', email };
  return { kind: 'UserAdded', path: `/teams/${team}/members`, form, accountId, answered: undefined };
}

export function removing({ path, accountId }: Act): Act {
  return { kind: 'UserRemoved', path: `${path}/${accountId}/remove`, form: {}, accountId, answered: undefined };
}

export async function pressAgain(admin: Visitor, act: Act): Promise<void> {
  await until(async () => {
    act.answered = await admin.press(act.path, act.form);
    return act.answered !== undefined;
  }, 'the form is answered');
}

/** What was answered as done is in the log, once; what was refused is not. */
export async function expectAsAnswered(pool: pg.Pool, acts: readonly Act[]): Promise<void> {
  const logged = Map.groupBy(await loggedIn(pool), ({ type, data }) => `${type} ${(data as Partial<Act>).accountId}`);
  const times = (act: Act) => logged.get(`${act.kind} ${act.accountId}`)?.length ?? 0;
  const wrong = acts.filter((act) => times(act) !== (act.answered?.done ? 1 : 0));
  expect(wrong).toEqual([]);
}
