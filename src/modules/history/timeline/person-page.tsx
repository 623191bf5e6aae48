import type { VNode } from 'preact';
import { DefinitionList } from '../../../views/components/definition-list.js';
import { isolated, Name } from '../../../views/components/name.js';
import { link, Pager } from '../../../views/components/pager.js';
import { Page } from '../../../views/layout/page.js';
import type { BannerProps, Keyset, TeamRef, Viewer } from '../../../views/types.js';
import { personName } from '../../../views/words/reasons.js';
import { TimelineEntries } from './timeline-entries.js';
import type { TimelineRow } from './timeline-rows.js';

export interface PersonPageProps {
  visitor: Viewer;
  accountId: string;
  /** as last recorded */
  person: { readonly name: string; readonly email: string | null };
  /** null: removed */
  team: TeamRef | null;
  rows: readonly TimelineRow[];
  /** of the same address but not of this account: rejected, or an account before or after this one */
  others: readonly TimelineRow[];
  /** there are more than these */
  moreOthers: boolean;
  /** ?before= */
  page: Keyset;
  banner?: BannerProps | undefined;
}

/** GET /people/:accountId */
export function PersonPage({ visitor, accountId, person, team, rows, ...props }: PersonPageProps): VNode {
  const name = personName(person.name);
  return (
    <Page
      title={isolated(name)}
      visitor={visitor}
      current="imports"
      banner={props.banner}
      breadcrumbs={[
        { label: 'Imports', href: '/imports' },
        { label: 'Search people', href: '/people' },
        { label: name },
      ]}
      lead="What happened to this account: when, by whom, and in which Team."
    >
      <section class="section" aria-label="Now">
        <DefinitionList
          facts={[
            { term: 'Email address', value: person.email === null ? 'Not known' : <Name>{person.email}</Name> },
            { term: 'Now', value: team ? <NowIn team={team} /> : 'Removed: in no Team' },
          ]}
        />
      </section>
      <section class="section" aria-labelledby="timeline-title">
        <h2 id="timeline-title">History of this account</h2>
        <TimelineEntries rows={rows} of="person" />
        <Pager label="the history of this account" path={`/people/${accountId}`} cursor="before" page={props.page} />
      </section>
      <Others {...props} email={person.email} />
    </Page>
  );
}

function NowIn({ team }: { team: TeamRef }): VNode {
  return (
    <>
      In{' '}
      <a href={`/teams/${team.id}`}>
        <Name>{team.name}</Name>
      </a>
    </>
  );
}

/** Someone who was rejected has no account: what is known of them is under their address. */
function Others({
  others,
  moreOthers,
  email,
}: Pick<PersonPageProps, 'others' | 'moreOthers'> & { email: string | null }) {
  if (others.length === 0 && !moreOthers) return null;
  return (
    <section class="section" aria-labelledby="others-title">
      <h2 id="others-title">Also with this email address</h2>
      <p class="hint">Rejected people have no account, and an address can have another account after a removal.</p>
      <TimelineEntries rows={others} of="address" />
      {moreOthers && <a href={link('/people', { q: email })}>Show everything with this address</a>}
    </section>
  );
}
