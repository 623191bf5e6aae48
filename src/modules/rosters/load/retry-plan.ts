import type { HaloFault } from '../../../facts/index.js';
import type { HaloError } from '../../halo-connector/index.js';

/** Faults that may pass quickly, and how long to wait before each retry. */
const PASSING: readonly HaloFault[] = ['timed-out', 'unreachable', 'halo-error', 'bad-answer', 'proxy-refused'];
const PAUSES_MS = [1_000, 3_000];

/** HaloPSA is known to be there, but unavailable at the moment: about half an hour in all. */
const LONG_PAUSES_MS = [5_000, 15_000, 45_000, 120_000, 300_000, 600_000, 600_000];

const SHOWN_WAITS = ['rate-limited', 'maintenance', 'proxy-refused', 'halo-error'] as const;
/** Waits that the page explains: why no requests are being made to HaloPSA. */
type ShownWait = (typeof SHOWN_WAITS)[number];

export const isShownWait = (fault: string): fault is ShownWait => (SHOWN_WAITS as readonly string[]).includes(fault);

type RetryPlan =
  | { readonly fails: HaloFault }
  /** `counts`: as one of the limited number of tries */
  | { readonly until: Date; readonly shown: ShownWait; readonly counts: boolean }
  | { readonly pauseMs: number; readonly shown: ShownWait | null; readonly counts: true };

/**
 * What to do about a page that failed to load.
 * @param tries failed tries for this page so far
 * @param begun whether an earlier page has come: then a web page means maintenance, even in place of a token
 */
export function retryPlan(
  { code, retryAt, webPage }: Pick<HaloError, 'code' | 'retryAt' | 'webPage'>,
  tries: number,
  begun: boolean,
): RetryPlan {
  if (code === 'rate-limited' && retryAt) return { until: retryAt, shown: code, counts: false };
  const shown = code === 'proxy-refused' ? code : webPage ? 'maintenance' : 'halo-error';
  const long = LONG_PAUSES_MS[tries];
  if (retryAt && long !== undefined) return { until: retryAt, shown, counts: true };
  if (webPage && begun) {
    return long === undefined ? { fails: shown } : { pauseMs: long, shown, counts: true };
  }
  const pauseMs = PASSING.includes(code) ? PAUSES_MS[tries] : undefined;
  return pauseMs === undefined ? { fails: code } : { pauseMs, shown: null, counts: true };
}
