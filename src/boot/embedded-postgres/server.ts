import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { childEnvironment } from '../child-environment.js';
import { commandOf, isRunning } from '../process-table.js';
import type { Binaries } from './binaries.js';
import { ROLES } from './cluster-roles.js';
import type { Home } from './home.js';

const run = promisify(execFile);
/** Larger than any process id, so PostgreSQL concludes that the owner of the file is gone. */
const NOBODY = '2147483647';

/** One PostgreSQL on one folder, controlled by the programs that came with it. */
export class Server {
  constructor(
    private readonly home: Home,
    private readonly bin: Binaries,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Creates an empty cluster whose only role is the superuser. */
  async initialise(): Promise<void> {
    const { data, passwords } = this.home;
    await this.execute(this.bin.initdb, [
      ...['-D', data, '-U', ROLES.bootstrap, '-A', 'scram-sha-256', `--pwfile=${passwords.bootstrap}`],
      // Otherwise the cluster would use the shell's locale. Without one it would be SQL_ASCII.
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      '--no-instructions',
    ]);
  }

  async start(): Promise<void> {
    // Quoted, because pg_ctl passes them to a shell.
    const options = Object.entries(this.settings).map(([name, value]) => `-c ${name}='${value}'`);
    const wait = ['-w', '-t', '60'];
    await this.execute(this.bin.pgCtl, [
      ...['start', '-D', this.home.data, '-l', this.home.log, ...wait, '-o', options.join(' ')],
    ]);
  }

  /** Stops the server of this folder, whichever process started it. Resolves at once if none is running. */
  async stop(): Promise<void> {
    if (!(await this.pid())) return this.disown();
    for (const mode of ['fast', 'immediate']) {
      const wait = ['-w', '-t', mode === 'fast' ? '30' : '15'];
      const error = await this.execute(this.bin.pgCtl, ['stop', '-D', this.home.data, '-m', mode, ...wait]).then(
        () => undefined,
        (failed: unknown) => failed,
      );
      if (!error || !(await this.pid())) return;
      if (mode === 'immediate') throw error;
    }
  }

  /** The process id of the running server. */
  async pid(): Promise<number | undefined> {
    const pid = Number((await this.pidFile())?.split('\n', 1)[0]);
    if (!(pid > 0) || !(await isRunning(pid))) return undefined;
    return (await commandOf(pid)).includes(this.home.data) ? pid : undefined;
  }

  async lastWords(): Promise<string> {
    const log = await readFile(this.home.log, 'utf8').catch(() => '');
    return log.trimEnd().split('\n').slice(-15).join('\n');
  }

  /**
   * After a restart of the machine, the process id of a killed server may belong to another process. PostgreSQL would then refuse to
   * start, and pg_ctl would stop that process. The rest of the file stays: PostgreSQL uses it to find children of a killed server.
   */
  private async disown(): Promise<void> {
    const text = await this.pidFile();
    if (text) await writeFile(join(this.home.data, 'postmaster.pid'), text.replace(/^\d+/, NOBODY));
  }

  private async pidFile(): Promise<string | undefined> {
    return readFile(join(this.home.data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  }

  private async execute(file: string, args: string[]): Promise<void> {
    const { folder, owner } = this.home;
    await run(file, args, { cwd: folder, timeout: 90_000, ...owner, env: childEnvironment({ LC_ALL: 'C' }) });
  }
}
