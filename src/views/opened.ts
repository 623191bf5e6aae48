import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { UTC } from '../shared/zones.js';
import type { BannerProps } from './types.js';

/** What every page and fragment knows about the request it answers. */
export interface Opened {
  /** the id of the person it was rendered for. Forms carry it, so that after the end of a session they return only to that person */
  readonly by?: string | undefined;
  /** after signing in again: what happened to the form that was sent without a session */
  readonly banner?: BannerProps | undefined;
  /** the zone in which times are shown; UTC if omitted */
  readonly zone?: string | undefined;
  /** the person has not set a zone: the page may propose that of the browser */
  readonly proposesZone?: boolean | undefined;
  /** why the page may not show what was done last */
  readonly log?: BannerProps | undefined;
}

export const Opened = createContext<Opened>({});

/** The zone in which this page shows times. For components only. */
export const useZone = (): string => useContext(Opened).zone ?? UTC;
