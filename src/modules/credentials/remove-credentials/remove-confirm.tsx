import type { VNode } from 'preact';
import { Confirmation } from '../../../views/components/confirmation.js';
import { Name } from '../../../views/components/name.js';
import { Page } from '../../../views/layout/page.js';
import type { Viewer } from '../../../views/types.js';

interface RemoveCredentialsConfirmProps {
  visitor: Viewer;
  /** "acme.halopsa.com" */
  host: string;
}

/** POST /halopsa/remove */
export function RemoveCredentialsConfirm({ visitor, host }: RemoveCredentialsConfirmProps): VNode {
  return (
    <Page
      title="Remove the HaloPSA credentials?"
      visitor={visitor}
      current="halopsa"
      width="narrow"
      breadcrumbs={[{ label: 'HaloPSA', href: '/halopsa' }, { label: 'Remove credentials' }]}
    >
      <Confirmation
        action="/halopsa/remove"
        confirm="Remove credentials"
        icon="unplug"
        back={{ href: '/halopsa', label: 'Keep them' }}
      >
        <p>
          BrainStation forgets the credentials for{' '}
          <b>
            <Name>{host}</Name>
          </b>
          . The next PSA Import, in any Team, asks for them again.
        </p>
        <p>
          People who are imported already, and the history, stay as they are. In HaloPSA the API application stays until
          you delete it there.
        </p>
      </Confirmation>
    </Page>
  );
}
