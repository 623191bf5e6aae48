import type { Books } from './books.js';
import type { Finding, TeamMend } from './finding.js';
import type { LoggedTeam } from './read-log.js';
import type { Rows } from './read-rows.js';

type TeamFinding = Finding<TeamMend>;

/**
 * The differences between the log and the names and doors of Teams. Their rows are written before the event, so a Team with an entry in
 * the outbox may be ahead of the log, and one that changed after `head` ahead of the rows.
 */
export function compareTeams({ head, rows, teams }: Books): TeamFinding[] {
  const waiting = new Set(rows.waiting.map(({ stream }) => stream));
  const isSettled = (teamId: string) => !waiting.has(`team-${teamId}`);
  const known = [...teams].filter(([id, { changed }]) => changed <= head && isSettled(id));
  return [
    ...known.flatMap(([id, team]) => [...compareName(id, team, rows), ...compareDoor(id, team, rows)]),
    ...unknown(rows, teams).filter(({ mends }) => mends.every(({ teamId }) => isSettled(teamId))),
  ];
}

function compareName(teamId: string, { resellerId, name }: LoggedTeam, { names }: Rows): TeamFinding[] {
  const kept = names.get(teamId);
  if (kept?.name === name && kept.resellerId === resellerId) return [];
  const says = kept
    ? `team_name has another name or reseller for Team ${teamId} than the log.`
    : `team_name lacks Team ${teamId}: another Team could get its name.`;
  return [{ says, mends: [{ kind: 'name', teamId, resellerId, name }] }];
}

function compareDoor(teamId: string, { isArchived }: LoggedTeam, { closed }: Rows): TeamFinding[] {
  if (closed.has(teamId) === isArchived) return [];
  return isArchived
    ? [
        {
          says: `Team ${teamId} is archived, and closed_team does not list it: people could be added to it.`,
          mends: [{ kind: 'close', teamId }],
        },
      ]
    : [
        {
          says: `closed_team lists Team ${teamId}, which is not archived according to the log: no people can be added to it.`,
          mends: [{ kind: 'open', teamId }],
        },
      ];
}

function unknown({ names, closed }: Rows, teams: Books['teams']): TeamFinding[] {
  return [
    ...[...names.keys()]
      .filter((id) => !teams.has(id))
      .map((teamId): TeamFinding => {
        const says = `team_name keeps the name of Team ${teamId} from others, and the log knows of no such Team.`;
        return { says, mends: [{ kind: 'forget-name', teamId }] };
      }),
    ...[...closed]
      .filter((id) => !teams.has(id))
      .map((teamId): TeamFinding => {
        const says = `closed_team lists Team ${teamId}, and the log knows of no such Team.`;
        return { says, mends: [{ kind: 'open', teamId }] };
      }),
  ];
}
