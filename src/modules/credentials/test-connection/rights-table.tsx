import type { VNode } from 'preact';
import type { ConnectionTest } from '../../../facts/index.js';
import { Chip } from '../../../views/components/chip.js';
import { Table, type Column } from '../../../views/components/table.js';
import { haloFault } from '../../../views/words/halo-faults.js';

interface Right {
  readonly scope: string;
  /** null: HaloPSA did not say */
  readonly granted: boolean | null;
  /** what it is for, or what its lack means */
  readonly meaning: string;
}

const columns: readonly Column<Right>[] = [
  { head: 'Permission', cell: ({ scope }) => <code>{scope}</code>, title: true },
  {
    head: 'The token has it',
    cell: ({ granted }) => (
      <span>
        <Granted granted={granted} />
      </span>
    ),
  },
  { head: 'What that means', cell: ({ meaning }) => meaning },
];

/** The permissions that the portal asks for; null before HaloPSA has issued a token. */
export function RightsTable({ test }: { test: ConnectionTest }): VNode | null {
  if (!test.rights) return null;
  return (
    <section class="section" aria-labelledby="rights-title">
      <h2 id="rights-title">Rights</h2>
      <p class="hint test-hint">
        What HaloPSA lets the API application do. Its agent’s own rights limit it further. BrainStation asks for these
        two, and only reads.
      </p>
      <Table
        caption="Rights of the API application"
        columns={columns}
        rows={[ofCustomers(test, test.rights), ofLists(test, test.rights)]}
        rowKey={({ scope }) => scope}
      />
    </section>
  );
}

type Rights = NonNullable<ConnectionTest['rights']>;

function ofCustomers({ clients, people }: ConnectionTest, { customers }: Rights): Right {
  const right = { scope: 'read:customers', granted: customers };
  if (clients?.count && people?.count)
    return { ...right, meaning: 'Clients, their sites and their people can be read.' };
  if (customers === false) {
    const meaning =
      'Without it nothing can be imported. In HaloPSA, tick it on the Permissions tab of the application.';
    return { ...right, meaning };
  }
  const meaning =
    'The application may read clients and people, but they do not come. Check the login type (Agent), and the roles of this agent.';
  return { ...right, meaning: clients && people ? meaning : 'Needed for clients, their sites and their people.' };
}

function ofLists({ lists, listsFault }: ConnectionTest, granted: Rights): Right {
  const right = { scope: 'read:distributionlists', granted: granted.lists };
  if (lists) return { ...right, meaning: 'Distribution lists can be read.' };
  if (listsFault) return { ...right, meaning: `Clients can be imported, lists cannot. ${haloFault(listsFault).next}` };
  if (granted.lists === false) {
    return { ...right, meaning: 'Clients can be imported, distribution lists cannot. If you use none, all is well.' };
  }
  return { ...right, meaning: 'Needed for distribution lists, and for nothing else.' };
}

function Granted({ granted }: Pick<Right, 'granted'>): VNode {
  if (granted === null) return <Chip icon="info">HaloPSA does not say</Chip>;
  return granted ? (
    <Chip tone="good" icon="circle-check">
      Yes
    </Chip>
  ) : (
    <Chip tone="attention" icon="triangle-alert">
      Missing
    </Chip>
  );
}
