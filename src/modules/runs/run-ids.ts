import { v5 as uuidV5 } from 'uuid';

/** Line 2: each process that makes a thing of pair n of a run gives it the same id. The import has the id of its list. */
export const idOf = (runId: string, n: number, kind: 'team' | 'list'): string => uuidV5(`run ${kind} ${n}`, runId);
