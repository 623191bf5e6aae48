import type { VNode } from 'preact';
import type { ConnectionFault } from '../../../facts/index.js';
import { ButtonForm, ButtonLink } from '../../../views/components/button.js';
import { Icon } from '../../../views/components/icon.js';
import { useZone } from '../../../views/opened.js';
import { haloFault } from '../../../views/words/halo-faults.js';
import { loadAction, type LoadedGroups } from './select-group.js';

export interface FailedGroups {
  readonly state: 'failed';
  readonly fault: ConnectionFault;
  readonly retryAt?: Date | undefined;
  /** the groups loaded before */
  readonly kept?: LoadedGroups | undefined;
}

export function Failed({ groups: { fault, retryAt } }: { groups: FailedGroups }): VNode {
  const { what, next } = haloFault(fault, retryAt, useZone());
  return (
    <div class="notice error" role="alert">
      <Icon name="circle-x" size={20} />
      <div>
        <p class="banner-title">The groups could not be loaded. {what}</p>
        <p>{next}</p>
      </div>
    </div>
  );
}

/** Whether the stored credentials must be replaced: with this fault, not even the groups loaded before can be used. */
export const needsOthers = (fault: ConnectionFault) => NEEDS_OTHERS.has(fault);

const NEEDS_OTHERS: ReadonlySet<ConnectionFault> = new Set([
  'wrong-credentials',
  'not-permitted',
  'other-sign-in-host',
  'secret-does-not-open',
  'secret-of-old-binding',
]);

export function AfterFailure({ teamId, fault }: { teamId: string; fault: ConnectionFault }): VNode {
  return (
    <div class="form-actions">
      <ButtonForm action={loadAction(teamId)} kind="primary" icon="refresh-cw" busy="Asking HaloPSA…">
        Load Groups
      </ButtonForm>
      {needsOthers(fault) && (
        <ButtonLink href={`/teams/${teamId}/psa-import/credentials`}>Replace credentials</ButtonLink>
      )}
    </div>
  );
}
