import { startSandbox, type Sandbox } from './index.js';
import { optionsFrom } from './settings.js';

/**
 * The sandbox as a process of its own. Started with an IPC channel it sends its parent `{type: 'ready', …}` or `{type: 'failed', message}`
 * and lives as long as the channel: Ctrl-C reaches the whole process group, and the parent decides the order of shutdown.
 */
const parent = process.send?.bind(process);

try {
  announce(await startSandbox(optionsFrom(process.env)));
} catch (error) {
  fail(sentence(error));
}

function announce(sandbox: Sandbox): void {
  const { url, origin, tenantId, clientId, clientSecret, applications } = sandbox;
  endWith(sandbox);
  if (parent) {
    // The parent prints its own message.
    parent({ type: 'ready', url, tenantId, clientId, clientSecret });
    return;
  }
  print(
    `Sandbox HaloPSA at ${url}`,
    `  Tenant ID      ${tenantId}`,
    `  Client ID      ${clientId}`,
    `  Client Secret  ${clientSecret}`,
  );
  print(`  Base URL       ${url}`);
  const others = {
    'has no customer scope (403)': applications.withoutCustomers,
    'may see nothing (empty lists)': applications.blindAgent,
    'login type is not Agent (403)': applications.notAnAgent,
    'tokens expired at once (401)': applications.expired,
    'no scope for lists (403 there)': applications.withoutLists,
    'the same, as invalid_scope': applications.strict,
  };
  print('Other applications:');
  for (const [what, other] of Object.entries(others))
    print(`  ${what.padEnd(30)} ${other.clientId}  ${other.clientSecret}`);
  print(`Faults are switched at ${origin}/sandbox/faults`);
}

function endWith(sandbox: Sandbox): void {
  const end = () => void sandbox.close().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.on('SIGINT', parent ? () => undefined : end);
  if (parent) process.once('disconnect', end);
}

function fail(message: string): void {
  process.exitCode = 1;
  if (!parent) {
    process.stderr.write(`${message}\n`);
    return;
  }
  parent({ type: 'failed', message }, () => process.disconnect());
}

function sentence(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') {
    return `The sandbox HaloPSA could not start: port ${port} is taken. Set SANDBOX_PORT to a free one (0 takes any).`;
  }
  if (code === 'EACCES')
    return `The sandbox HaloPSA may not listen on port ${port}. Set SANDBOX_PORT to one above 1023.`;
  return `The sandbox HaloPSA could not start: ${error instanceof Error ? error.message : String(error)}`;
}

function print(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
