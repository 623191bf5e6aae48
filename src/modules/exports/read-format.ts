import type { ExportFormat } from '../../facts/index.js';
import { NotPossibleNow } from '../../shared/errors.js';

const SENT: Readonly<Record<ExportFormat, true>> = { csv: true, xlsx: true, ndjson: true };

/** The format that a form asks for. @throws NotPossibleNow for anything else */
export function readFormat(sent: unknown): ExportFormat {
  if (typeof sent === 'string' && Object.hasOwn(SENT, sent)) return sent as ExportFormat;
  throw new NotPossibleNow(
    'The portal makes files in the formats CSV, XLSX and NDJSON. Go back and choose one of them.',
  );
}

/** The filters that are set. */
export function setOf(filter: Readonly<Record<string, string | null | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}

/** What was searched for is personal, and stands apart from the filter. */
export const searched = (q: string) => (q === '' ? {} : { person: { searchedFor: q } });
