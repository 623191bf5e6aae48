import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

export default async function teardown() {
  const { postgres, folder } = globalThis.testPostgres ?? {};
  if (!postgres) return;
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  const asRoot = join('/var/lib/reseller-portal', createHash('sha256').update(folder).digest('hex').slice(0, 12));
  await rm(asRoot, { recursive: true, force: true });
}
