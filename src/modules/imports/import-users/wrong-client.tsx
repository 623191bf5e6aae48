import type { VNode } from 'preact';
import { shownDomain } from '../../../shared/text/index.js';
import { Banner } from '../../../views/components/banner.js';
import { isolated, Name } from '../../../views/components/name.js';
import { Moment } from '../../../views/components/time.js';
import type { ClientDoubt } from './client-doubts.js';

interface Props {
  doubts: readonly ClientDoubt[];
  teamNames: ReadonlyMap<string, string>;
}

/** Warnings that the group may belong to another client than the Team. They are said in words, and block nothing. */
export function WrongClient({ doubts, teamNames }: Props): VNode {
  return (
    <>
      {doubts.map((doubt) => (
        <Warning key={doubt.kind} doubt={doubt} teamNames={teamNames} />
      ))}
    </>
  );
}

function Warning({ doubt, teamNames }: { doubt: ClientDoubt } & Pick<Props, 'teamNames'>): VNode {
  switch (doubt.kind) {
    case 'other-domains':
      return (
        <Banner
          kind="warning"
          title="None of the ticked people has an address at a domain of this Team."
          text={`Their most common domain is ${isolated(shownDomain(doubt.ticked))}, that of the Team is ${isolated(shownDomain(doubt.members))}. Check that the group and the Team are the same client.`}
        />
      );
    case 'group-went-elsewhere':
      return (
        <Banner kind="warning" title="This group last went into another Team.">
          It was <a href={`/imports/${doubt.last.importId}`}>imported on</a> <Moment at={doubt.last.at} /> into{' '}
          <a href={`/teams/${doubt.last.teamId}`}>
            <Name>{teamNames.get(doubt.last.teamId) ?? 'another Team'}</Name>
          </a>
          . Check that it belongs here too.
        </Banner>
      );
    case 'team-had-another-group':
      return (
        <Banner kind="warning" title="So far, this Team’s imports came from another group.">
          The <a href={`/imports/${doubt.last.importId}`}>last one</a>, on <Moment at={doubt.last.at} />, was of{' '}
          <b>
            <Name>{doubt.last.group.name}</Name>
          </b>
          . Check that this group belongs here too.
        </Banner>
      );
  }
}
