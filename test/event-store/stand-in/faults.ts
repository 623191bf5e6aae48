import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** What the server does wrong, switched on by a test, each as event-stores.md saw it ("The client", "Server"). */
export interface Faults {
  /** "a deadline that passed, a kill, SIGTERM, a frozen server: the event may have been written" */
  writesWithoutAnswer: number;
  /** "the same append twice at once: one gets \"Commit phase timeout\" (10)" */
  commitTimeouts: number;
  /** how many of the next calls fail so: 14, 13, or 14 with "Server Is Not Ready" */
  failing: { readonly code: number; readonly message: string; times: number } | undefined;
  /** "a frozen server (10–15 s)": calls are taken and not answered */
  isFrozen: boolean;
  /** "not-leader (5 with leader info)" */
  leader: { readonly host: string; readonly port: number } | undefined;
}

export const noFaults = (): Faults => ({
  writesWithoutAnswer: 0,
  commitTimeouts: 0,
  failing: undefined,
  isFrozen: false,
  leader: undefined,
});

export function failure(code: number, details: string, more: Record<string, string> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(more)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

/** The error for the next call, if one is switched on. */
export function nextFailure(faults: Faults): ServiceError | undefined {
  const { failing, leader } = faults;
  if (leader) {
    return failure(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': leader.host,
      'leader-endpoint-port': String(leader.port),
    });
  }
  if (!failing || failing.times <= 0) return undefined;
  failing.times--;
  return failure(failing.code, failing.message);
}
