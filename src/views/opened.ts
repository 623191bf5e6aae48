import { createContext } from 'preact';
import type { BannerProps } from './types.js';

/** What every page and fragment knows about the request it answers. */
export interface Opened {
  /** the id of the person it was rendered for. Forms carry it, so that after the end of a session they return only to that person */
  readonly by?: string | undefined;
  /** after signing in again: what happened to the form that was sent without a session */
  readonly banner?: BannerProps | undefined;
  /** why the page may not show what was done last */
  readonly log?: BannerProps | undefined;
}

export const Opened = createContext<Opened>({});
