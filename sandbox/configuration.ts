import type { ApiRequest, ApiSetting } from './api-request.js';
import { listing, TOPLEVELS } from './customers.js';
import { pick } from './data/random.js';
import { TITLES } from './data/words.js';
import { listAnswer } from './paging.js';
import type { Call } from './types.js';
import { json, type Answer } from './wire.js';

const CONFIGURATION: readonly Call[] = ['agents', 'agent', 'me', 'lookup', 'toplevels', 'roles', 'organisations'];

/** Technicians are linked to one of these. Number 1 is HaloPSA's placeholder for "unassigned". */
const AGENTS = Array.from({ length: 40 }, (_, n) => ({
  id: n + 1,
  name: n === 0 ? 'Unassigned' : `Agent ${n + 1}`,
  ...(n === 0 ? {} : { email: `agent${n + 1}@reseller.example`, jobtitle: pick(TITLES, n) }),
  isdisabled: n % 9 === 8,
  use: 'agent',
}));

/** Values to choose from, by `lookupid`. An unknown id has no values. */
const LOOKUPS: Readonly<Record<number, readonly string[]>> = {
  27: ['Unknown', 'High', 'Medium', 'Low'],
  33: ['Customer', 'Supplier'],
};

const ROLES = ['End-user', 'Approver', 'Site administrator'].map((name, n) => ({ id: n + 1, name, use: 'role' }));

export function isConfiguration(call: Call): boolean {
  return CONFIGURATION.includes(call);
}

/** Configuration lists are bare arrays without paging or filters. We do not know which scope each needs, so any scope will do. */
export function configurationAnswer({ call, id, query, fault }: ApiRequest, { pageCap }: ApiSetting): Answer {
  switch (call) {
    case 'me':
      return json(200, AGENTS[6]);
    case 'agents':
      return json(200, query.flag('includedisabled', false) ? AGENTS : AGENTS.filter(({ isdisabled }) => !isdisabled));
    case 'agent': {
      const agent = AGENTS[id - 1];
      return agent ? json(200, agent) : json(404, { Message: `No record was found with the id ${id}.` });
    }
    case 'lookup':
      return json(
        200,
        (LOOKUPS[query.number('lookupid') ?? 0] ?? []).map((name, n) => ({ id: n, name })),
      );
    case 'toplevels':
      return listAnswer(
        listing('toplevels', topLevels(), (row) => row),
        query,
        pageCap,
        fault,
      );
    case 'roles':
      return json(200, ROLES);
    default:
      return json(200, [{ id: 1, name: 'The reseller itself', use: 'organisation' }]);
  }
}

/** The first name is for clients without a top level. */
function topLevels() {
  return TOPLEVELS.slice(1).map((name, n) => ({ id: n + 1, name, use: 'toplevel' }));
}
