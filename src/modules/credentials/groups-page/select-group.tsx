import type { VNode } from 'preact';
import { dayAt } from '../../../shared/days.js';
import type { ConnectionFault } from '../../../facts/index.js';
import { Banner } from '../../../views/components/banner.js';
import { Button, ButtonForm } from '../../../views/components/button.js';
import { ErrorSummary } from '../../../views/components/error-summary.js';
import { isolated } from '../../../views/components/name.js';
import { count } from '../../../views/components/number.js';
import { PostForm } from '../../../views/components/post-form.js';
import { SelectThatFinds, type ChoiceGroup } from '../../../views/components/select-that-finds.js';
import { dayText, Moment } from '../../../views/components/time.js';
import { useZone } from '../../../views/opened.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { tooManyLists } from '../../../views/words/limits.js';
import type { GroupEntry } from './group-entry.js';
import type { GroupOption, Proposal } from './group-options.js';

export interface LoadedGroups {
  readonly state: 'loaded';
  readonly groups: readonly GroupOption[];
  /** how many groups HaloPSA announced, if more than came */
  readonly announced?: number | undefined;
  /** rows without a usable id */
  readonly unusable?: number | undefined;
  /** the list changed while it was being read */
  readonly unsure?: boolean | undefined;
  /** why the distribution lists could not be read */
  readonly listsFault?: ConnectionFault | null | undefined;
  readonly loadedAt: Date;
  /** selected unless something else was */
  readonly proposal?: Proposal | undefined;
}

/** The form action that loads the groups. */
export const loadAction = (teamId: string) => `/teams/${teamId}/psa-import/groups`;

export type GroupProblem = 'missing' | 'unknown' | 'not-found' | 'too-many-lists' | 'too-often' | 'no-sites';

function groupProblem(problem: GroupProblem, typed: string): string {
  switch (problem) {
    case 'missing':
      return 'Select the user list that you want to import.';
    case 'unknown':
      return 'This group is no longer in HaloPSA. Select another one.';
    case 'no-sites':
      return 'A distribution list has no sites. Press “Show people”, or select a client.';
    case 'too-many-lists':
      return tooManyLists;
    case 'too-often':
      return 'Lists can be loaded 60 times a minute. Wait a minute, then try again.';
    case 'not-found':
      return `No group is called “${isolated(typed)}”. Type a part of its name, then select it from the list.`;
  }
}

interface Props extends GroupEntry {
  teamId: string;
  loaded: LoadedGroups;
  problem: GroupProblem | undefined;
}

/** The groups to choose from, and a button that loads them again. */
export function SelectGroup({ teamId, loaded, problem, ...entry }: Props): VNode {
  const { groups, loadedAt, proposal } = loaded;
  const zone = useZone();
  const proposes = proposal && entry.selected === undefined && !entry.typed;
  const error = problem && groupProblem(problem, entry.typed ?? '');
  return (
    <>
      <GroupWarnings {...loaded} />
      <ErrorSummary problems={error ? [{ field: 'group', text: error }] : []} />
      <PostForm noValidate action={`/teams/${teamId}/psa-import/rosters`} class="form">
        <SelectThatFinds
          id="group"
          label="Select Group"
          hint={`Find the user list that you want to import to this Team.${proposes ? ` ${BECAUSE[proposal.because]}` : ''}`}
          error={error}
          none="Select a group"
          placeholder="Type to find a group"
          groups={choices(groups, zone)}
          {...entry}
          selected={proposes ? proposal.value : entry.selected}
        />
        <div class="form-actions">
          <Button kind="primary" icon="users">
            Show people
          </Button>
          <Button action={`/teams/${teamId}/psa-import/sites`} busy="Asking HaloPSA…">
            Choose a site…
          </Button>
        </div>
      </PostForm>
      <div class="loaded-line">
        <p>
          {count(groups.length)} {groups.length === 1 ? 'group' : 'groups'}, loaded <Moment at={loadedAt} />
        </p>
        <ButtonForm action={loadAction(teamId)} kind="quiet" small icon="refresh-cw" busy="Asking HaloPSA…">
          Load again
        </ButtonForm>
      </div>
    </>
  );
}

/** Which groups are missing, or may be missing, and why. */
export function GroupWarnings({ groups, announced, unusable = 0, unsure, listsFault }: LoadedGroups): VNode {
  const lists = listsFault ? haloFault(listsFault) : undefined;
  return (
    <>
      {announced !== undefined && announced > groups.length && (
        <Banner
          kind="warning"
          title={`HaloPSA announced ${count(announced)} groups, but sent ${count(groups.length)}.`}
          text="The agent of the API application may not be allowed to see all of them. You can import from the groups below."
        />
      )}
      {unsure && (
        <Banner
          kind="warning"
          title="Some groups may be missing."
          text="They changed in HaloPSA while they were read, or HaloPSA did not say how many there are. Load them again if you do not find yours."
        />
      )}
      {unusable > 0 && (
        <Banner
          kind="info"
          title={`${count(unusable)} ${unusable === 1 ? 'group is' : 'groups are'} left out.`}
          text="HaloPSA sent them without an ID that can be used."
        />
      )}
      {lists && <Banner kind="info" title={`Distribution lists could not be read. ${lists.what}`} text={lists.next} />}
    </>
  );
}

const BECAUSE: Readonly<Record<Proposal['because'], string>> = {
  'last-time': 'Selected is the one of the last import into this Team.',
  name: 'Selected is the one with the name of this Team.',
};

function choices(groups: readonly GroupOption[], zone: string): ChoiceGroup[] {
  const choice = ({ value, name, last }: GroupOption) => ({
    ...{ value, label: name },
    ...(last && { note: `last import ${dayText(dayAt(zone, last.at))}, into ${isolated(last.team)}` }),
  });
  const of = (kind: GroupOption['kind']) => groups.filter((group) => group.kind === kind).map(choice);
  return [
    { label: 'Clients', choices: of('client') },
    { label: 'Distribution lists', choices: of('list') },
  ].filter(({ choices }) => choices.length > 0);
}
