import type { DistributionListRow, ListMember } from './rows.js';
import type { World } from './world.js';
import { shuffled } from './random.js';

/** The tenant's distribution lists ("segments"): members from several clients, an empty list, and one that HaloPSA would fill by a rule. */
export function distributionLists(world: World): DistributionListRow[] {
  return [
    list(world, 1, 'Monthly newsletter', 40, 'Everyone who asked for it'),
    list(world, 2, 'Maintenance windows', 120, undefined),
    list(world, 3, 'Everybody (by rule)', 150, 'Filled by a rule', true),
    list(world, 4, 'Nobody yet', 0, undefined),
    withOutsiders(list(world, 5, 'Project Volcano', 8, 'With people from outside')),
  ];
}

function list(
  world: World,
  id: number,
  name: string,
  size: number,
  desc: string | undefined,
  dynamic = false,
): DistributionListRow {
  const members: ListMember[] = [];
  for (let n = 0; n < Math.min(size, world.size); n += 1) {
    const first = world.clients[0]?.firstUserId ?? 0;
    const row = world.user(first + shuffled(n, world.size, world.seed + id));
    if (row) members.push({ user_id: row.id, name: row.name, email: row.emailaddress });
  }
  return rowOf(id, name, desc, dynamic, members);
}

/** Members who are not users have only an address, and one of the two ids that mean "none". */
function withOutsiders(row: DistributionListRow): DistributionListRow {
  const outsiders: ListMember[] = [
    { user_id: 0, email: 'surveyor@crater.example' },
    { user_id: -1, email: 'Seismologist@Crater.example ' },
  ];
  return rowOf(row.id, row.name, row.desc, row.dynamic_members, [...row.members, ...outsiders]);
}

function rowOf(
  id: number,
  name: string,
  desc: string | undefined,
  dynamic_members: boolean,
  members: ListMember[],
): DistributionListRow {
  const users = members
    .filter((member) => member.user_id > 0)
    .map((member) => ({ id: member.user_id, name: member.name ?? '' }));
  return { id, name, desc, dynamic_members, users, members, users_count: members.length };
}
