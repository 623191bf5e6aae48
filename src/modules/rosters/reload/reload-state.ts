import type { Reloaded } from './reload-types.js';

/** What the page of a loaded list says about reloading. */
export interface ReloadState {
  readonly isOffered: boolean;
  /** the list that is loading, and will replace this one */
  readonly running: string | undefined;
  /** what the reload that made this list has found; null: this list is no reload */
  readonly found: (Omit<Reloaded, 'at'> & { readonly secondsAgo: number }) | null;
}
