import { retry } from '../../shared/retry.js';
import { HaloError } from './errors.js';

const PAUSE_MS = 1_000;

/**
 * Once the first page of a list has arrived, the server is known to be HaloPSA: a web page in place of a later page means maintenance. A
 * web page with 401 or 403 keeps its own fault. For use in `catch`.
 */
export function asMaintenance(pageNo: number) {
  return (error: unknown): never => {
    const page = error instanceof HaloError && pageNo > 1 && error.webPage ? error : undefined;
    if (!page || page.code === 'proxy-refused') throw error;
    const { detail, retryAt } = page;
    throw new HaloError('maintenance', { webPage: true, ...(detail && { detail }), ...(retryAt && { retryAt }) });
  };
}

/** For a waiting person, a page under maintenance is retried only briefly: twice, if there is time before `giveUpAt`. */
export async function throughMaintenance<T>(pageNo: number, giveUpAt: number, ask: () => Promise<T>): Promise<T> {
  const isWorthIt = (error: unknown) => error instanceof HaloError && error.code === 'maintenance' && !error.retryAt;
  const attempt = () => ask().catch(asMaintenance(pageNo));
  return retry(attempt, { isWorthIt, tries: 3, until: giveUpAt, pauseMs: () => PAUSE_MS });
}
