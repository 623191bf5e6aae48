import type { ConnectionFact } from '../../../facts/index.js';
import { momentColumns, type FileOf } from '../../exports/index.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import type { ConnectionLogRow } from './connection-log.js';

export type NamedLogRow = ConnectionLogRow & {
  /** name of the person who caused it */
  readonly by: string;
  /** the name of then of the Team that it was done for */
  readonly team: string | null;
};

/** All that an event of some type may have. */
interface Data {
  readonly baseUrl?: string;
  readonly secretSentTo?: readonly string[];
  readonly fingerprint?: string;
  readonly group?: { readonly name: string };
  readonly groups?: number;
  readonly sites?: number;
  readonly announced?: number | null;
  readonly received?: number;
  readonly reason?: Extract<ConnectionFact, { type: 'UsersNotLoaded' | 'GroupsNotLoaded' }>['data']['reason'];
}

const of = (row: NamedLogRow) => row.data as Data;

/** The use of the HaloPSA credentials. */
export function logFile(zone: string, rows: FileOf<NamedLogRow>['rows']): FileOf<NamedLogRow> {
  return {
    columns: [
      ...momentColumns<NamedLogRow>('at', 'When', zone, ({ recordedAt }) => recordedAt),
      { key: 'event', head: 'Event', value: ({ type }) => type },
      { key: 'by', head: 'By', value: ({ by }) => by },
      { key: 'team', head: 'Team', value: ({ team }) => team },
      { key: 'group', head: 'HaloPSA group', value: (row) => of(row).group?.name ?? null },
      { key: 'groups', head: 'Groups loaded', value: (row) => of(row).groups ?? null },
      { key: 'sites', head: 'Sites loaded', value: (row) => of(row).sites ?? null },
      { key: 'announced', head: 'People announced', value: (row) => of(row).announced ?? null },
      { key: 'received', head: 'People loaded', value: (row) => of(row).received ?? null },
      { key: 'fault', head: 'Fault', value: (row) => of(row).reason ?? null },
      {
        key: 'faultInWords',
        head: 'Fault in words',
        value: (row) => {
          const { reason } = of(row);
          return reason === undefined ? null : haloFault(reason).what;
        },
      },
      { key: 'address', head: 'Stored for', value: (row) => of(row).baseUrl ?? null },
      { key: 'fingerprint', head: 'Fingerprint of the secret', value: (row) => of(row).fingerprint ?? null },
      { key: 'secretSentTo', head: 'Secret sent to', value: (row) => of(row).secretSentTo?.join(' ') ?? null },
    ],
    rows,
  };
}
