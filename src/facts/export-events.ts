import type { NewEvent } from '../event-store/index.js';

/** A list that can be exported. `connection-log`: the use of the HaloPSA credentials. */
export type ExportKind = 'imports' | 'import-people' | 'people' | 'members' | 'connection-log';

export type ExportFormat = 'csv' | 'xlsx' | 'ndjson';

/**
 * Stream `exports-<resellerId>`: a file was made of a list. Recorded before its first byte is sent, so a download that broke off has an event
 * too. What was searched for is usually a name or an address, and so is in `person`.
 */
export type ExportEvent = NewEvent<
  'ExportMade',
  {
    readonly exportId: string;
    readonly kind: ExportKind;
    readonly format: ExportFormat;
    /** the zone of the days in `filter`, and of the local times in the file */
    readonly zone: string;
    /** the values as in the address of the page: days, ids and codes. Empty: the whole list. Of `members`, `team` is whose they are */
    readonly filter: Readonly<Record<string, string>>;
    /** of `import-people` */
    readonly importId?: string;
    readonly person?: { readonly searchedFor: string };
  }
>;
