import type { VNode } from 'preact';
import type { ExportEvent } from '../../../facts/index.js';
import { EmptyState } from '../../../views/components/empty-state.js';
import { Name, Sentence } from '../../../views/components/name.js';
import { link, Pager } from '../../../views/components/pager.js';
import { dayText } from '../../../views/components/time.js';
import { Timeline, type TimelineEntry } from '../../../views/components/timeline.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Keyset, Viewer } from '../../../views/types.js';
import { sentenceOf } from '../sentence.js';

export interface ExportEntry {
  readonly revision: number;
  readonly data: ExportEvent['data'];
  /** the name of the Team whose people were exported */
  readonly team?: string | undefined;
  readonly at: Date;
  readonly by: string;
}

interface ExportsPageProps {
  visitor: Viewer;
  /** newest first */
  entries: readonly ExportEntry[];
  /** ?before= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** GET /exports */
export function ExportsPage({ visitor, entries, page, banner }: ExportsPageProps): VNode {
  return (
    <Page
      title="Exports"
      visitor={visitor}
      current="imports"
      banner={banner}
      breadcrumbs={[{ label: 'Imports', href: '/imports' }, { label: 'Exports' }]}
      lead="Which files were made of these lists: by whom, when, and in which format."
    >
      {entries.length === 0 ? (
        <EmptyState icon="download" title="Nothing was exported yet">
          Imports, their people, the members of a Team and the HaloPSA log have an Export menu. Each file is recorded
          here before its download begins.
        </EmptyState>
      ) : (
        <Timeline entries={entries.map(line)} />
      )}
      <Pager label="exports" path="/exports" cursor="before" page={page} />
    </Page>
  );
}

function line({ revision, data, team, at, by }: ExportEntry): TimelineEntry {
  const limits = limitsOf(data);
  return {
    ...{ key: String(revision), at, by, icon: 'download', tone: 'neutral' },
    what: <Sentence>{sentenceOf({ type: 'ExportMade', data })}</Sentence>,
    detail: (
      <>
        {team !== undefined && (
          <>
            Team: <Name>{team}</Name>.{' '}
          </>
        )}
        {limits.length > 0 && `Limited to: ${limits.join(', ')}. `}
        <a href={listOf(data)}>Show this list</a>
      </>
    ),
  };
}

/** The list as it was exported. Its page names the people, Teams and groups of the filter. */
function listOf({ kind, filter, importId, person }: ExportEvent['data']): string {
  const query = { ...filter, q: person?.searchedFor };
  switch (kind) {
    case 'imports':
      return link('/imports', query);
    case 'import-people':
      return link(`/imports/${importId ?? ''}`, query);
    case 'people':
      return link('/people', query);
    case 'members':
      return link(`/teams/${filter['team'] ?? ''}`, { ...query, team: null });
    case 'connection-log':
      return '/halopsa';
  }
}

const PERIOD = ['from', 'to'];
const LIMITS: Readonly<Record<string, string>> = {
  by: 'what one person did',
  team: 'one Team',
  group: 'one HaloPSA group',
  reason: 'one reason',
  source: 'one way of arriving',
};
const OUTCOMES: Readonly<Record<string, string>> = {
  'with-rejections': 'imports with rejected people',
  imported: 'imported people',
  rejected: 'rejected people',
  added: 'people added by hand',
  moved: 'moved people',
  renamed: 'corrected names',
  removed: 'removed people',
};

/** The period is that of the zone in which it was chosen, which the reader may not be in. */
function limitsOf({ kind, filter, zone }: ExportEvent['data']): string[] {
  const period = PERIOD.flatMap((end) => (filter[end] ? [`${end} ${dayText(filter[end])}`] : []));
  const { outcome } = filter;
  return [
    ...(period.length > 0 ? [`${period.join(' ')} (${zone})`] : []),
    ...(outcome ? [OUTCOMES[outcome] ?? `${outcome} imports`] : []),
    ...Object.keys(filter).flatMap((key) => (kind === 'members' && key === 'team' ? [] : (LIMITS[key] ?? []))),
  ];
}
