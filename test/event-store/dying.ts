import { jest } from '@jest/globals';
import type pg from 'pg';
import type { Wire } from '../../src/event-store/eventstoredb/wire.js';

/** A process that dies at one of its calls to PostgreSQL or EventStoreDB. */
export interface Dying {
  readonly pool: pg.Pool;
  readonly isDead: () => boolean;
  /** calls succeed again */
  readonly end: () => void;
}

/** Every second death comes before the call has an effect, the others behind it. After it every call fails, as there is no process. */
export function dyingAt(pool: pg.Pool, wire: Wire, n: number): Dying {
  const call = Math.ceil(n / 2);
  const isBehind = n % 2 === 0;
  let calls = 0;
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    calls++;
    if (calls > call || (calls === call && !isBehind)) throw new Error('died');
    const result = await work();
    if (calls >= call) throw new Error('died');
    return result;
  };
  const spies = (['append', 'read'] as const).map((name) => {
    const real = wire[name] as (...args: unknown[]) => Promise<unknown>;
    return jest.spyOn(wire, name).mockImplementation(function (this: Wire, ...args: unknown[]) {
      return around(() => real.apply(this, args)) as never;
    });
  });
  return {
    pool: dyingPool(pool, around),
    isDead: () => calls >= call,
    end: () => spies.forEach((spy) => spy.mockRestore()),
  };
}

type Around = <T>(work: () => Promise<T>) => Promise<T>;

function dyingPool(pool: pg.Pool, around: Around): pg.Pool {
  const query = <T extends object>(of: T, name: string | symbol) => {
    const value: unknown = Reflect.get(of, name);
    if (name !== 'query') return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    return (...args: unknown[]) => around(() => (value as (...args: unknown[]) => Promise<unknown>).apply(of, args));
  };
  const connect = async () => new Proxy(await pool.connect(), { get: query });
  return new Proxy(pool, { get: (of, name) => (name === 'connect' ? connect : query(of, name)) });
}
