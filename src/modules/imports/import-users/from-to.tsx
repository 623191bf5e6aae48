import type { VNode } from 'preact';
import { shownDomain } from '../../../shared/text/index.js';
import { Icon } from '../../../views/components/icon.js';
import { Name } from '../../../views/components/name.js';
import { count, people } from '../../../views/components/number.js';
import type { RosterFrame } from '../../rosters/index.js';
import type { Domains } from '../../teams/index.js';
import type { ImportNumbers } from './import-outcome.js';
import type { ClientCheck } from './client-checks.js';

interface Props extends Pick<RosterFrame, 'team' | 'group'> {
  numbers: ImportNumbers;
  client: ClientCheck;
}

/** The group and the Team side by side, each with its addresses: whether both are the same client can be seen at a glance. */
export function FromTo({ team, group, numbers, client: { ticked, members } }: Props): VNode {
  const inTeam = members.counts.reduce((sum, { people }) => sum + people, 0);
  return (
    <div class="from-to">
      <div class="from-to-side">
        <p class="secondary">From the HaloPSA group</p>
        <p class="from-to-name">
          <Name>{group.name}</Name>
        </p>
        <p class="secondary">
          {people(numbers.listed)} listed, {count(numbers.toImport)} ticked
        </p>
        <CommonDomains {...ticked} />
      </div>
      <Icon name="arrow-right" size={24} />
      <div class="from-to-side">
        <p class="secondary">Into the Team</p>
        <p class="from-to-name">
          <Name>{team.name}</Name>
        </p>
        <p class="secondary">
          {inTeam === 0 ? 'Empty so far' : `${people(inTeam)}${members.more ? ' or more' : ''} so far`}
        </p>
        <CommonDomains {...members} />
      </div>
    </div>
  );
}

const MOST_SHOWN = 3;

function CommonDomains({ counts, more }: Domains): VNode | null {
  if (counts.length === 0) return null;
  const others = counts.length - MOST_SHOWN;
  return (
    <ul class="from-to-domains" role="list" aria-label="Addresses">
      {counts.slice(0, MOST_SHOWN).map(({ domain, people }) => (
        <li key={domain}>
          <Name>{`@${shownDomain(domain)}`}</Name> <span class="secondary">{count(people)}</span>
        </li>
      ))}
      {others > 0 && (
        <li class="secondary">
          {count(others)} more {others === 1 ? 'domain' : 'domains'}
          {more && ', at least'}
        </li>
      )}
    </ul>
  );
}
