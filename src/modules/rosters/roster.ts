import type { EventMetadata, Position } from '../../event-store/index.js';
import type { GroupReference, UsersFault } from '../../facts/index.js';
import { FIRST_READING, type Reading } from '../halo-connector/index.js';
import type { FacetCounts, LeftOutRows, RosterCounts } from './roster-types.js';
import type { Reloaded } from './reload/reload-types.js';

export interface Roster {
  readonly id: string;
  readonly resellerId: string;
  readonly teamId: string;
  readonly group: GroupReference;
  readonly metadata: EventMetadata;
  readonly credentialsVersion: string;
  /** when the load was last started, and how many people had come before: a load can be stopped and resumed */
  readonly loadsSince: Date;
  readonly receivedBefore: number;
  readonly status: 'loading' | 'loaded' | 'failed' | 'expired';
  readonly nextPage: number;
  /** the number HaloPSA announced; null if it announced none */
  readonly announced: number | null;
  readonly received: number;
  readonly foreignIds: number;
  readonly reading: Reading;
  /** the list changed during every reading: some people may be missing */
  readonly unsure: boolean;
  readonly leftOutRows: LeftOutRows;
  readonly failedTries: number;
  readonly notBefore: Date | null;
  /** milliseconds until `notBefore`, by the database's clock; 0 when the load may continue */
  readonly waitMs: number;
  readonly fault: UsersFault | null;
  readonly tickVersion: number;
  /** as last stored; not valid before the list is loaded */
  readonly counts: RosterCounts;
  /** when the claims on all its addresses were last checked */
  readonly judgedAt: Date | null;
  /** head of the log at that time */
  readonly judgedHead: Position | null;
  readonly importRequestedAt: Date | null;
  /** the run that the list belongs to, until the run has ended */
  readonly heldBy: string | null;
  /** the list that this one replaces when it is loaded */
  readonly reloadOf: string | null;
  /** the list that replaced this one */
  readonly replacedBy: string | null;
  readonly reloaded: Reloaded | null;
}

/** A row of the table `roster`, with `wait_ms`. */
export interface RosterRecord {
  readonly [column: string]: unknown;
}

export function rosterOf(row: RosterRecord): Roster {
  return {
    id: String(row['id']),
    resellerId: String(row['reseller_id']),
    teamId: String(row['team_id']),
    group: {
      kind: row['group_kind'] as GroupReference['kind'],
      id: Number(row['group_id']),
      name: String(row['group_name']),
      ...(row['group_client_id'] == null ? {} : { clientId: Number(row['group_client_id']) }),
    },
    metadata: row['load_metadata'] as EventMetadata,
    credentialsVersion: String(row['credentials_version']),
    loadsSince: (row['loads_since'] ?? row['created_at']) as Date,
    receivedBefore: Number(row['received_before']),
    status: row['status'] as Roster['status'],
    nextPage: Number(row['next_page']),
    announced: row['announced'] as number | null,
    received: Number(row['received']),
    foreignIds: Number(row['foreign_ids']),
    reading: (row['reading'] ?? FIRST_READING) as Reading,
    unsure: Boolean(row['unsure']),
    leftOutRows: row['rows_left_out'] as LeftOutRows,
    failedTries: Number(row['failed_tries']),
    notBefore: row['not_before'] as Date | null,
    waitMs: Math.max(0, Number(row['wait_ms'])),
    fault: row['fault'] as UsersFault | null,
    tickVersion: Number(row['tick_version']),
    counts: {
      listed: Number(row['received']),
      importable: Number(row['importable']),
      selectAll: Number(row['select_all']),
      blocked: Number(row['blocked']),
      ticked: Number(row['ticked']),
      facets: row['facets'] as FacetCounts,
      sites: row['sites'] as RosterCounts['sites'],
    },
    judgedAt: row['judged_at'] as Date | null,
    judgedHead: row['judged_head'] as Position | null,
    importRequestedAt: row['import_requested_at'] as Date | null,
    heldBy: row['held_by'] as string | null,
    reloadOf: row['reload_of'] as string | null,
    replacedBy: row['replaced_by'] as string | null,
    reloaded: row['reloaded'] as Reloaded | null,
  };
}
