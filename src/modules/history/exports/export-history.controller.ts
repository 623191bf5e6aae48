import { Body, Controller, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { EventMetadata } from '../../../event-store/index.js';
import type { Fields } from '../../../shared/fields.js';
import { NotFound, NotPossibleNow } from '../../../shared/errors.js';
import type { Visitor } from '../../../shared/visitor.js';
import { orderText } from '../../../shared/list-order.js';
import { UTC } from '../../../shared/zones.js';
import { AllowRoles, ComesBack, IdParam, Metadata, SignedIn } from '../../../web/index.js';
import { Exports, readFormat, searched, setOf } from '../../exports/index.js';
import { CatchingUp } from '../catching-up.js';
import { ImportEntries } from '../imports/import-entries.js';
import { ImportList } from '../imports/import-list.js';
import { ImportPeople, PEOPLE_ORDERS } from '../imports/import-people.js';
import { readPeopleQuery } from '../imports/import-query.js';
import { OUTCOMES, readFilter } from '../imports/import-filter.js';
import { FilteredPeople } from '../people/filtered-people.js';
import { People } from '../people/people.js';
import { PeopleRows } from '../people/people-rows.js';
import { waysOf } from '../people/read-search.js';
import { PERSON_KINDS } from '../people/wanted-people.js';
import { searchText } from '../../../shared/text/index.js';
import { importsFile } from './imports-file.js';
import { peopleFile } from './people-file.js';
import { importPeopleFile } from './import-people-file.js';

const NOT_A_FILTER =
  'The filter has a value that is not in its list. Go back, correct it, and export the list that is then shown.';
const CATCHING_UP = 'The list is catching up, and does not have everyone yet. Export it again in a moment.';

/** The lists of the history as files, for admins and auditors. */
@Controller()
@AllowRoles('admin', 'auditor')
export class ExportHistoryController {
  constructor(
    private readonly exports: Exports,
    private readonly imports: ImportList,
    private readonly entries: ImportEntries,
    private readonly people: ImportPeople,
    private readonly found: People,
    private readonly filtered: FilteredPeople,
    private readonly rows: PeopleRows,
    private readonly catchingUp: CatchingUp,
  ) {}

  @Post('imports/:id/export')
  @ComesBack({ to: '/imports/:id' })
  async importPeople(
    @SignedIn() { resellerId, timeZone }: Visitor,
    @IdParam('id') importId: string,
    @Body() fields: Fields,
    @Metadata() metadata: EventMetadata,
    @Res() response: Response,
  ): Promise<void> {
    const format = readFormat(fields['format']);
    const shown = await this.imports.byId(resellerId, importId);
    const [entry] = shown ? await this.entries.of([shown]) : [];
    if (!shown || !entry) throw new NotFound('This import');
    if (!shown.endedAt) throw new NotPossibleNow('This import is still running. Export its people when it has ended.');
    // A file that looks complete must not lack the people whom the list does not have yet.
    if (await this.catchingUp.isBehind(shown)) throw new NotPossibleNow(CATCHING_UP);
    const { outcome, q: search, order } = readPeopleQuery(fields);
    const only = outcome === 'all' ? null : outcome;
    const zone = timeZone ?? UTC;
    const wanted = {
      ...({ kind: 'import-people', format, zone, importId } as const),
      filter: setOf({ outcome: only, sort: orderText(order, PEOPLE_ORDERS) }),
      ...searched(search),
      name: `${only ?? 'People'} of ${entry.group}`,
    };
    const total = shown.imported + shown.rejected;
    const file = importPeopleFile(zone, () => this.people.all(importId, { outcome: only, search, order, total }));
    await this.exports.send(response, metadata, wanted, file);
  }

  @Post('imports/export')
  @ComesBack({ to: '/imports' })
  async importList(
    @SignedIn() { resellerId, timeZone }: Visitor,
    @Body() fields: Fields,
    @Metadata() metadata: EventMetadata,
    @Res() response: Response,
  ): Promise<void> {
    const format = readFormat(fields['format']);
    const zone = timeZone ?? UTC;
    const { wanted: limits, values, problems } = readFilter(fields, zone, OUTCOMES);
    if (Object.keys(problems).length > 0) throw new NotPossibleNow(NOT_A_FILTER);
    if (await this.catchingUp.isBehind()) throw new NotPossibleNow(CATCHING_UP);
    const period = [values.from && `from ${values.from}`, values.to && `to ${values.to}`].filter(Boolean);
    const wanted = {
      kind: 'imports',
      format,
      zone,
      filter: setOf(values),
      name: ['Imports', ...period].join(' '),
    } as const;
    const { imports, entries } = this;
    const file = importsFile(zone, async function* () {
      for await (const part of imports.all({ ...limits, resellerId })) yield await entries.of(part);
    });
    await this.exports.send(response, metadata, wanted, file);
  }

  @Post('people/export')
  @ComesBack({ to: '/people' })
  async foundPeople(
    @SignedIn() { resellerId, timeZone }: Visitor,
    @Body() fields: Fields,
    @Metadata() metadata: EventMetadata,
    @Res() response: Response,
  ): Promise<void> {
    const format = readFormat(fields['format']);
    const zone = timeZone ?? UTC;
    const { wanted: limits, values, problems } = readFilter(fields, zone, PERSON_KINDS);
    if (Object.keys(problems).length > 0) throw new NotPossibleNow(NOT_A_FILTER);
    const isFiltered = Object.keys(values).length > 0;
    const q = searchText(fields['q']);
    const ways = q === '' ? undefined : waysOf(q);
    if (typeof ways === 'string' || (!ways && !isFiltered))
      throw new NotPossibleNow('Search for someone first, or set a filter. The file has those who are found.');
    if (await this.catchingUp.isBehind()) throw new NotPossibleNow(CATCHING_UP);
    const filter = setOf(values);
    const wanted = { kind: 'people', format, zone, filter, ...searched(q), name: 'People found' } as const;
    const { found, filtered, rows } = this;
    const file = peopleFile(zone, async function* () {
      const parts = ways
        ? found.all(resellerId, ways, isFiltered ? limits : undefined)
        : filtered.all(resellerId, limits);
      for await (const part of parts) yield await rows.of(part);
    });
    await this.exports.send(response, metadata, wanted, file);
  }
}
