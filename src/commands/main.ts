import { run } from './run.js';
import { askPassword, withPasswordFile } from './password.js';

/** `npm run portal -- …`: what an operator does to a portal besides starting it. */
process.exitCode = await run(process.argv.slice(2), process.env, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  password: () => askPassword(withPasswordFile(process.env), process.stdin, process.stderr),
});
