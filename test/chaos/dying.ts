import type pg from 'pg';
import type { EventStore } from '../../src/event-store/index.js';
import type { HaloConnector } from '../../src/modules/halo-connector/index.js';

/** How a process meets its call: it dies after it, before it hears the answer (and so before the next),
 * or it sleeps before it while another does all the work. */
export type Fate = 'dies after' | 'sleeps before';

export class Died extends Error {}

/** What a process calls PostgreSQL, the event store and HaloPSA by, until it dies at one of them. Dead, it makes no calls. */
export class Dying {
  private calls = 0;
  private dead = false;
  /** the call that it met its fate at; undefined when it ended before */
  met: string | undefined;

  constructor(
    private readonly fate: Fate,
    private readonly at: number,
    /** what happens while it sleeps */
    private readonly meanwhile: () => Promise<void>,
  ) {}

  pool(pool: pg.Pool): pg.Pool {
    return having(pool, {
      query: (...args: [string]) => this.call(args[0], () => pool.query(...args)),
      connect: async () => this.client(await pool.connect(), pool),
    });
  }

  store(store: EventStore): EventStore {
    return having(store, {
      append: (...args: Parameters<EventStore['append']>) => this.call('append', () => store.append(...args)),
      readStream: (...args: Parameters<EventStore['readStream']>) => this.call('read', () => store.readStream(...args)),
    });
  }

  halo(halo: HaloConnector): HaloConnector {
    return having(halo, {
      usersPage: (...args: Parameters<HaloConnector['usersPage']>) =>
        this.call('ask HaloPSA', () => halo.usersPage(...args)),
    });
  }

  private client(client: pg.PoolClient, pool: pg.Pool): pg.PoolClient {
    // The server aborts a transaction that idles too long.
    const lose = () =>
      pool.query('select pg_terminate_backend($1)', [(client as unknown as { processID: number }).processID]);
    return having(client, {
      query: (...args: [string]) =>
        isCopy(args[0])
          ? this.copying(() => client.query(...args))
          : this.call(textOf(args[0]), () => client.query(...args), lose),
    });
  }

  /** A COPY stream. It cannot sleep, and its writer notices a death at the next call. */
  private copying<T>(begin: () => T): T {
    if (this.dead) throw new Died();
    if (this.fate === 'dies after' && this.calls++ === this.at) {
      this.met = 'copy';
      this.dead = true;
    }
    return begin();
  }

  private async call<T>(what: string, call: () => Promise<T>, beforeSleep?: () => Promise<unknown>): Promise<T> {
    if (this.dead) throw new Died();
    if (this.calls++ !== this.at) return call();
    this.met = what.trim().replace(/\s+/g, ' ').slice(0, 60);
    if (this.fate === 'sleeps before') {
      await beforeSleep?.();
      await this.meanwhile();
      return call();
    }
    this.dead = true;
    await call();
    throw new Died();
  }
}

const isCopy = (query: unknown) => typeof query === 'object' && query !== null && 'submit' in query;

const textOf = (query: string | { readonly text: string }) => (typeof query === 'string' ? query : query.text);

/** The same object, with some of its methods in place of its own. */
function having<T extends object>(target: T, methods: Readonly<Record<string, unknown>>): T {
  return new Proxy(target, {
    get: (from, name) => {
      if (typeof name === 'string' && name in methods) return methods[name];
      const value = Reflect.get(from, name) as unknown;
      return typeof value === 'function' ? (value as () => unknown).bind(from) : value;
    },
  });
}
