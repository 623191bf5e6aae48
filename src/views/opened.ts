import { createContext } from 'preact';
import type { BannerProps } from './types.js';

/** What every page and fragment is told about the request it answers. */
export interface Opened {
  /** id of the person it was made for; forms carry it, so that they come back to nobody else when the session has ended */
  readonly by?: string | undefined;
  /** after signing in again: what became of the form that was sent without a session */
  readonly banner?: BannerProps | undefined;
}

export const Opened = createContext<Opened>({});
