import type { HaloFault } from '../../facts/index.js';
import { HaloError } from './errors.js';
import { NO_GROUPS, type GroupsRead } from './groups.js';

/**
 * Distribution lists are optional, so their faults must not lose the clients. If the module is off (404, or a web page from an older
 * HaloPSA), the result is an empty list without a fault.
 */
export async function lenient(lists: Promise<GroupsRead>): Promise<GroupsRead & { fault: HaloFault | null }> {
  try {
    return { ...(await lists), fault: null };
  } catch (error) {
    if (!(error instanceof HaloError) || error.code === 'cancelled') throw error;
    const isOff = error.code === 'not-halopsa' && (error.detail === '404' || error.webPage);
    return { ...NO_GROUPS, fault: isOff ? null : ofLists(error).code };
  }
}

/** The lists need a permission of their own. */
export function ofLists(error: HaloError): HaloError {
  if (error.code !== 'not-permitted') return error;
  return new HaloError('lists-not-permitted', error.detail === undefined ? {} : { detail: error.detail });
}
