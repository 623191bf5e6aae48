// npm run test:browsers: walks the main path in Firefox and in WebKit. A browser that is not installed is reported and skipped, which is no failure.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build, ensureInstalled, jest, node, run } from './lib.mjs';

const env = { ...process.env, LOG_LEVEL: 'silent' };
const left = [];

env.FIREFOX_PATH ||= onPath('firefox-esr', 'firefox');
if (!env.FIREFOX_PATH)
  left.push(
    'Firefox was not found. On Debian: apt-get install firefox-esr. Elsewhere, set FIREFOX_PATH to its program.',
  );

env.WEBKIT_DRIVER_PATH ||= onPath('WebKitWebDriver');
env.SCREEN_PATH = env.DISPLAY || env.WAYLAND_DISPLAY ? '' : onPath('Xvfb');
if (!env.WEBKIT_DRIVER_PATH) {
  left.push('WebKit was not found. On Debian: apt-get install webkit2gtk-driver xvfb. macOS and Windows have none.');
} else if (!env.SCREEN_PATH && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
  left.push('WebKit needs a screen, and none was found. On Debian: apt-get install xvfb.');
  env.WEBKIT_DRIVER_PATH = '';
}

const code = env.FIREFOX_PATH || env.WEBKIT_DRIVER_PATH ? await walk() : 0;
for (const sentence of left) console.log(sentence);
process.exit(code);

async function walk() {
  await ensureInstalled();
  if (!(await build())) return 1;
  return run(node(), [...jest, '-i', '--testRegex', 'test/browsers/.*\\.walk\\.ts$', ...process.argv.slice(2)], {
    env,
  });
}

/** @returns the first of the programs that is on the PATH, if any */
function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const program of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not in this folder.
    }
  }
  return '';
}
