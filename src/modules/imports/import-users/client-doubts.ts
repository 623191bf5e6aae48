import type { GroupKey } from '../../../facts/index.js';
import { isPublicMail } from '../../../shared/text/index.js';
import type { PastImport } from '../../credentials/index.js';
import type { Domains } from '../../teams/index.js';

/** What is known about a group and the Team it is to be imported into. */
export interface ClientFacts {
  readonly teamId: string;
  readonly group: GroupKey;
  readonly members: Domains;
  /** of the ticked people */
  readonly ticked: Domains;
  /** the last import of this group, into any Team */
  readonly lastOfGroup: PastImport | undefined;
  /** the last import into this Team, from any group */
  readonly lastIntoTeam: PastImport | undefined;
  /** this group was imported into this Team before */
  readonly cameBefore: boolean;
}

/** Why the group may belong to another client than the Team. Never more than a warning: only the admin knows. */
export type ClientDoubt =
  /** the most common domains of both sides */
  | { readonly kind: 'other-domains'; readonly ticked: string; readonly members: string }
  | { readonly kind: 'group-went-elsewhere'; readonly last: PastImport }
  | { readonly kind: 'team-had-another-group'; readonly last: PastImport };

/** With fewer members, their addresses say too little about the client. */
const FEWEST_MEMBERS = 5;

export function clientDoubts(facts: ClientFacts): ClientDoubt[] {
  const { teamId, group, lastOfGroup, lastIntoTeam, cameBefore } = facts;
  const doubts: ClientDoubt[] = [];
  const other = otherDomains(facts);
  if (other) doubts.push(other);
  if (lastOfGroup && lastOfGroup.teamId !== teamId) doubts.push({ kind: 'group-went-elsewhere', last: lastOfGroup });
  if (lastIntoTeam && !cameBefore && !isSameClient(lastIntoTeam.group, group)) {
    doubts.push({ kind: 'team-had-another-group', last: lastIntoTeam });
  }
  return doubts;
}

/** Only domains of their own are compared: an address at a public mail provider says nothing about the client. */
function otherDomains({ members, ticked }: ClientFacts): ClientDoubt | undefined {
  if (members.more || ticked.more) return undefined;
  if (members.counts.reduce((sum, { people }) => sum + people, 0) < FEWEST_MEMBERS) return undefined;
  const [theirs, ours] = [ownDomains(ticked), ownDomains(members)];
  const known = new Set(ours);
  const [commonTicked, commonHere] = [theirs[0], ours[0]];
  if (commonTicked === undefined || commonHere === undefined || theirs.some((domain) => known.has(domain))) return;
  return { kind: 'other-domains', ticked: commonTicked, members: commonHere };
}

const ownDomains = ({ counts }: Domains) =>
  counts.map(({ domain }) => domain).filter((domain) => !isPublicMail(domain));

/** A client and its sites. */
function isSameClient(one: GroupKey, other: GroupKey): boolean {
  const [a, b] = [clientOf(one), clientOf(other)];
  return a !== undefined && a === b;
}

function clientOf({ kind, id, clientId }: GroupKey): number | undefined {
  if (kind === 'list') return undefined;
  return kind === 'site' ? clientId : id;
}
