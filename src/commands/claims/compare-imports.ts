import type { Books } from './books.js';
import type { Finding, ImportMend } from './finding.js';

/** Imports that ended according to one side only. */
export function compareImports({ rows, ended }: Books): Finding<ImportMend>[] {
  return rows.imported
    .filter((id) => !ended.has(id))
    .map((id) => ({
      says: `Import ${id} has ended, and the log does not know its end: some of its people may be missing. Import its group again.`,
      mends: [],
    }));
}
