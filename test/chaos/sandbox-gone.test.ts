import { scratchDataDir } from '../support/scratch.mjs';
import { until } from '../support/portal.js';
import { freePort, startProcess } from './process.js';
import { unexpected } from './round.js';

/** The sandbox is started with the same arguments as the portal, and so with this. */
const DIES_WHEN_READY = `data:text/javascript,${encodeURIComponent(`
  if (process.argv[1].includes('sandbox')) {
    const send = process.send.bind(process);
    process.send = (message) => send(message, () => process.kill(process.pid, 'SIGKILL'));
  }
`)}`;

test('a portal whose sandbox was killed can still be stopped', async () => {
  const { dataDir, remove } = await scratchDataDir();
  try {
    const portal = await startProcess(dataDir, [await freePort(), await freePort()], {}, DIES_WHEN_READY);
    const end = portal.end();
    await until(async () => portal.isGone(), 'the portal has ended').catch(portal.kill);
    expect({ exitCode: await end, unexpected: unexpected(portal.output()).slice(0, 5) }).toEqual({
      exitCode: 0,
      unexpected: [],
    });
  } finally {
    await remove();
  }
});
