import type { HaloFault } from '../../../facts/index.js';
import type { HaloError } from '../../halo-connector/index.js';

/** Faults that may be gone in a moment, and how long to wait before each further try. */
const PASSING: readonly HaloFault[] = ['timed-out', 'unreachable', 'halo-error', 'bad-answer', 'proxy-refused'];
const PAUSES_MS = [1_000, 3_000];

/** HaloPSA is there and says so by what came before, but not at the moment: about half an hour in all. */
const LONG_PAUSES_MS = [5_000, 15_000, 45_000, 120_000, 300_000, 600_000, 600_000];

const SHOWN_WAITS = ['rate-limited', 'maintenance', 'proxy-refused', 'halo-error'] as const;
/** Waits that are worth words on the page: why HaloPSA is not asked at the moment. */
export type ShownWait = (typeof SHOWN_WAITS)[number];

export const isShownWait = (fault: string): fault is ShownWait => (SHOWN_WAITS as readonly string[]).includes(fault);

export type RetryPlan =
  | { readonly fails: HaloFault }
  /** `counts`: as a try, of which there are only so many */
  | { readonly until: Date; readonly shown: ShownWait; readonly counts: boolean }
  | { readonly pauseMs: number; readonly shown: ShownWait | null; readonly counts: true };

/**
 * What to do about a page that did not come. @param tries failed ones for this page before
 * @param begun whether an earlier page has come: then a web page is maintenance, also one in the place of a token
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
