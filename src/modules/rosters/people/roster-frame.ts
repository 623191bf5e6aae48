import type { Viewer } from '../../../shared/visitor.js';

/** What every page of a roster shows: whose people they are, and for which Team. */
export interface RosterFrame {
  visitor: Viewer;
  rosterId: string;
  team: { readonly id: string; readonly name: string };
  /** `value`: the value of the Select Group field */
  group: { readonly value: string; readonly name: string };
  /** no process is loading people at the moment */
  noWorker?: boolean | undefined;
  /** the list that this one replaces when it is loaded */
  reloadOf?: string | null | undefined;
}
