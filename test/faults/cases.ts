import type { FaultRule } from '../../sandbox/index.js';
import { TABLE, type Call, type Cell, type Row, type Rule } from './table.js';

export interface Case {
  readonly name: string;
  readonly row: Row;
  readonly call: Call;
  readonly cell: Exclude<Cell, { senseless: string }>;
}

/** Every cell of these calls that makes sense. @param late those that take their time, or all others */
export function casesOf(calls: readonly Call[], { late = false }: { readonly late?: boolean } = {}): Case[] {
  return Object.entries<Row>(TABLE)
    .filter(([, row]) => (row.late ?? false) === late)
    .flatMap(([name, row]) =>
      calls.flatMap((call) => {
        const cell = row[call];
        return 'senseless' in cell ? [] : [{ name, row, call, cell }];
      }),
    );
}

/** What the sandbox is told for a case. */
export function rulesOf({ row, call }: Pick<Case, 'row' | 'call'>): FaultRule[] {
  const { rule, onwards } = row;
  if (call === 'token') return [{ ...(rule as Rule), on: 'token' }];
  // What is held is refused on page n, and then the new one is asked for.
  if (call === 'token in a load') {
    return [
      { fault: 'http-401', on: 'users', page: 2, times: 1 },
      { ...(rule as Rule), on: 'token' },
    ];
  }
  const on = call === 'groups' ? 'clients' : 'users';
  if (!('fault' in rule)) return [{ ...(rule[call] as Rule), on }];
  const page = call === 'users page n' ? 2 : 1;
  const where = call === 'groups' ? {} : onwards ? { fromPage: page } : { page };
  return [{ ...where, on, ...(rule as Rule) }];
}
