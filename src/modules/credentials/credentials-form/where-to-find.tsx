import type { VNode } from 'preact';

/** Where to find the values in HaloPSA, and which permissions the application needs. */
export function WhereToFind(): VNode {
  return (
    <section class="panel help" aria-labelledby="where-title">
      <h2 id="where-title">Where to get these values</h2>
      <ol>
        <li>
          In HaloPSA, open <b>Configuration → Integrations → HaloPSA API</b>. The <b>Tenant ID</b> and the address are
          shown there.
        </li>
        <li>
          Select <b>View Applications</b>, then <b>New</b>. Choose the authentication method{' '}
          <b>Client ID and Secret (Services)</b> and the login type <b>Agent</b>, with an agent who may see clients and
          users.
        </li>
        <li>
          Copy the <b>Client ID</b> and the <b>Client Secret</b>. The secret is shown only once.
        </li>
        <li>
          On the Permissions tab, tick <code>read:customers</code>, and <code>read:distributionlists</code> if you
          import from distribution lists. This is all the application needs: BrainStation only reads.
        </li>
      </ol>
      <p class="hint">If you need help with any of these, please contact HaloPSA support.</p>
    </section>
  );
}
