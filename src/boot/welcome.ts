import type { Config } from '../config.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../modules/access/index.js';
import type { SandboxProcess } from './sandbox-process.js';

/** What the person who started the portal needs to know now. */
export function welcome({ role, origin, demo, production }: Config, sandbox: SandboxProcess | undefined): string {
  const lines = [role === 'work' ? 'The worker runs. It serves no pages.' : `The portal is at ${origin}`];
  if (demo) {
    lines.push('', `Sign in with the password ${DEMO_PASSWORD} as`);
    for (const { email, label } of DEMO_PEOPLE) lines.push(`  ${email.padEnd(22)} ${label}`);
  }
  if (sandbox) {
    lines.push(
      '',
      'A HaloPSA to try it with: Teams → Action → PSA Import, then',
      `  Tenant ID         ${sandbox.tenantId}`,
      `  Client ID         ${sandbox.clientId}`,
      `  Client Secret     ${sandbox.clientSecret}`,
      `  HaloPSA Base URL  ${sandbox.url}`,
    );
  }
  if (!production) lines.push('', 'Ctrl-C ends all of it; what was done stays.');
  return `${lines.join('\n')}\n`;
}
