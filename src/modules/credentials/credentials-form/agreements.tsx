import type { VNode } from 'preact';
import { Name } from '../../../views/components/name.js';

/** Shown when HaloPSA named another origin for the sign-in. */
export function AllowSignInHost({ host }: { host: string }): VNode {
  return (
    <label class="check consent">
      <input type="checkbox" name="allowSignInHost" value={host} autocomplete="off" />
      <span>
        Sign in at{' '}
        <b>
          <Name>{host}</Name>
        </b>
        : the Client ID and the Client Secret that you enter above will be sent there.
      </span>
    </label>
  );
}

export function StoreAnyway(): VNode {
  return (
    <label class="check consent">
      <input type="checkbox" name="storeAnyway" value="yes" autocomplete="off" />
      <span>
        <b>Store them although they see no clients.</b> They replace the stored credentials. Enter the Client Secret
        again: it was not kept.
      </span>
    </label>
  );
}

export function StoredSignInHost({ host }: { host: string }): VNode {
  return (
    <p class="hint">
      The stored Client Secret is sent to{' '}
      <b>
        <Name>{host}</Name>
      </b>
      , where this HaloPSA signs in. A new one goes there only if you allow it again.
    </p>
  );
}
