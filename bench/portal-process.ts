import { readFile } from 'node:fs/promises';
import '../src/main.js';

/** The portal as it is started in production. On request it also reports its peak memory (kibibytes). */
process.on('message', () => void peak().then((kibibytes) => process.send?.(kibibytes)));

/** getrusage starts with the peak of the parent process, which Linux keeps across an exec, so it is used only where /proc is missing. */
async function peak(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const own = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return own ? Number(own) : process.resourceUsage().maxRSS;
}
