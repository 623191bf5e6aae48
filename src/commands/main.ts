import { run } from './run.js';
import { askPassword, withPasswordFile } from './password.js';

/** `npm run portal -- …`: the operator's commands. */
process.exitCode = await run(process.argv.slice(2), process.env, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  password: () => askPassword(withPasswordFile(process.env), process.stdin, process.stderr),
});
