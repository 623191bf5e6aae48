import { Injectable } from '@nestjs/common';
import pg from 'pg';
import type { ImportEvent, ImportPerson, RejectionReason } from '../../../facts/index.js';
import { importStream } from '../../imports/index.js';

const PAGE_SIZE = 100;
/** Rows of a part of a list that is read to its end. */
const PART = 1_000;

export type DecidedAs = 'imported' | 'rejected';

/** A person of an import and the decision, according to the history. */
export interface DecidedPerson {
  readonly revision: number;
  readonly haloId: number;
  readonly person: ImportPerson;
  /** why the person was rejected; null if imported */
  readonly reason: RejectionReason | null;
  readonly at: Date;
}

interface DecidedPage {
  readonly rows: readonly DecidedPerson[];
  /** null for the last page */
  readonly next: string | null;
  /** '' stands for the first page */
  readonly previous: string;
}

const TYPES: Readonly<Record<DecidedAs, ImportEvent['type']>> = { imported: 'UserImported', rejected: 'UserRejected' };

const typesOf = (outcome: DecidedAs | null) => (outcome ? [TYPES[outcome]] : Object.values(TYPES));

/** The people decided in an import, by HaloPSA id. The caller checks whose import it is. */
@Injectable()
export class ImportPeople {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * A page of 100.
   * @param outcome null: all people
   * @param after revision of the last person of an earlier page; 0 for the first page
   */
  async page(importId: string, outcome: DecidedAs | null, after: number): Promise<DecidedPage> {
    const rows = await this.read(importId, outcome, after, PAGE_SIZE + 1);
    const shown = rows.slice(0, PAGE_SIZE);
    return {
      rows: shown,
      next: rows.length > PAGE_SIZE ? String(shown.at(-1)?.revision) : null,
      previous: after === 0 ? '' : await this.previous(importStream(importId), typesOf(outcome), after),
    };
  }

  /** All of them, at most `most`, in parts of a thousand. Each part is a query of its own. */
  async *every(importId: string, outcome: DecidedAs | null, most: number): AsyncGenerator<readonly DecidedPerson[]> {
    for (let after = 0, left = most; left > 0;) {
      const rows = await this.read(importId, outcome, after, Math.min(left, PART));
      if (rows.length > 0) yield rows;
      left = rows.length < PART ? 0 : left - rows.length;
      after = rows.at(-1)?.revision ?? after;
    }
  }

  private async read(
    importId: string,
    outcome: DecidedAs | null,
    after: number,
    limit: number,
  ): Promise<DecidedPerson[]> {
    const { rows } = await this.pool.query<DecidedPerson>(
      `${eachType('revision, person, data, recorded_at', '> $3 order by revision limit $4')}
       select revision, (data->>'haloId')::bigint::float8 as "haloId", person, data->>'reason' as reason, recorded_at as at
       from found order by revision limit $4`,
      [importStream(importId), typesOf(outcome), after, limit],
    );
    return rows;
  }

  private async previous(stream: string, types: readonly string[], after: number): Promise<string> {
    const { rows } = await this.pool.query<{ revision: number }>(
      `${eachType('revision', '<= $3 order by revision desc limit $4')}
       select revision from found order by revision desc offset $4 - 1 limit 1`,
      [stream, types, after, PAGE_SIZE + 1],
    );
    return rows[0] ? String(rows[0].revision) : '';
  }
}

/** Reads each type separately, in index order, and at most one page of it: rows of other types are never scanned. */
const eachType = (columns: string, range: string) => `
  with found as (
    select ${columns} from unnest($2::text[]) as wanted (decided), lateral (
      select * from history where stream = $1 and type = wanted.decided and revision ${range}) as entry)`;
