import type { IncomingHttpHeaders } from 'node:http';
import type { World } from './data/world.js';
import type { FaultRule } from './faults.js';
import type { Query } from './query.js';
import type { Tokens } from './tokens.js';
import type { Call } from './types.js';
import type { Users } from './users.js';

export interface ApiSetting {
  readonly world: World;
  readonly users: Users;
  readonly tokens: Tokens;
  readonly pageCap: number;
  readonly expiredTokenStatus: 401 | 400;
  readonly distributionLists: 'on' | 'off' | 'forbidden';
  readonly distributionListsEnvelope: 'array' | 'object';
  readonly listsRefusal: 403 | 401;
  readonly details: 'bare' | 'wrapped';
  readonly clientSearch: 'ignored' | 'works';
}

export interface ApiRequest {
  readonly call: Call;
  readonly method: string;
  readonly path: string;
  readonly id: number;
  readonly headers: IncomingHttpHeaders;
  readonly query: Query;
  readonly fault: FaultRule | null;
}
