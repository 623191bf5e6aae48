import { momentColumns, type FileOf } from '../../exports/index.js';
import { blockReason } from '../../../views/words/reasons.js';
import type { DecidedPerson } from '../imports/import-people.js';

/** The people of an import, as on its page. Every column has the same meaning in every format. */
export function importPeopleFile(zone: string, rows: FileOf<DecidedPerson>['rows']): FileOf<DecidedPerson> {
  return {
    columns: [
      { key: 'name', head: 'Name', value: ({ person }) => person?.name ?? null },
      { key: 'email', head: 'Email address', value: ({ person }) => person?.email ?? null },
      { key: 'site', head: 'Site', value: ({ person }) => person?.site ?? null },
      { key: 'haloId', head: 'HaloPSA id', value: ({ haloId }) => haloId },
      { key: 'outcome', head: 'Outcome', value: ({ reason }) => (reason === null ? 'imported' : 'rejected') },
      { key: 'reason', head: 'Reason', value: ({ reason }) => reason },
      {
        key: 'reasonInWords',
        head: 'Reason in words',
        value: ({ reason, person }) => reason && blockReason(reason, person?.email ?? null),
      },
      ...momentColumns<DecidedPerson>('decided', 'Decided', zone, ({ at }) => at),
    ],
    rows,
  };
}
