import type { Books } from './books.js';
import type { ImportMend } from './finding.js';

/** Imports that ended in the log, and are running as far as the database knows. */
export function endedInLog({ rows, ended }: Books): ImportMend[] {
  return rows.importing.flatMap((importId) => {
    const at = ended.get(importId);
    return at ? [{ kind: 'end', importId, at }] : [];
  });
}

const LET_THEM_END = 'start one process with ROLE=work, and run this again when they have ended';

/** What has claimed addresses, or changed Teams, and not recorded it yet: why nothing can be repaired, and what to do first. Pure. */
export function whyNotNow(books: Books): string[] {
  const { rows, ended } = books;
  const importing = rows.importing.filter((id) => !ended.has(id));
  const { stuck, waiting } = rows;
  return [
    ...(importing.length > 0
      ? [
          `${counted(importing.length, 'import has', 'imports have')} not ended: ${shown(importing)}. Cancel them (set cancel_requested_at of ` +
            `those rows of the table roster to now()), ${LET_THEM_END}.`,
        ]
      : []),
    ...(waiting.length > 0
      ? [
          `${counted(waiting.length, 'entry of the outbox is', 'entries of the outbox are')} not in the log yet: ${shown(waiting.map(({ stream }) => stream))}. ` +
            'Start one process with ROLE=work, which delivers them, and run this again.',
        ]
      : []),
    ...(stuck > 0
      ? [
          `${counted(stuck, 'entry of the outbox is', 'entries of the outbox are')} stuck and will never be in the log. Compare it with its ` +
            'stream, delete it from log.outbox, and run this again.',
        ]
      : []),
  ];
}

const MOST_SHOWN = 5;

const counted = (amount: number, one: string, more: string) => `${amount} ${amount === 1 ? one : more}`;
const shown = (ids: readonly string[]) =>
  [...ids.slice(0, MOST_SHOWN), ...(ids.length > MOST_SHOWN ? ['…'] : [])].join(', ');
