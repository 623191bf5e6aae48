import { ConfigError, readConfig } from '../config.js';
import { addReseller } from './add-reseller.js';
import { addUser } from './add-user.js';
import { checkClaims } from './claims/check-claims.js';
import { repairClaims } from './claims/repair-claims.js';
import { UsageError, type Command, type Terminal } from './command.js';
import { moveTheLog } from './log-move/move-the-log.js';
import { withPortal } from './open.js';
import { prepareDatabase } from './prepare-database.js';
import { rebuildProjections } from './rebuild-projections.js';

const COMMANDS: readonly Command[] = [
  addReseller,
  addUser,
  checkClaims,
  repairClaims,
  rebuildProjections,
  moveTheLog,
  prepareDatabase,
];

/** SQLSTATE insufficient_privilege. */
const NOT_ALLOWED = '42501';

/**
 * Runs one command with the settings of the portal.
 *
 * @param args as on the command line, without the program
 * @returns the exit code: 0 done; 1 failed, or found a problem; 2 wrong arguments
 */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<number> {
  if (args.length === 0 || args.includes('--help')) {
    usage(COMMANDS).forEach(terminal.out);
    return args.length === 0 ? 2 : 0;
  }
  const command = COMMANDS.find(({ name }) => name === args.slice(0, 2).join(' '));
  if (!command) {
    terminal.err(`There is no command "${args.slice(0, 2).join(' ')}".`);
    usage(COMMANDS).forEach(terminal.err);
    return 2;
  }
  try {
    const config = readConfig(env);
    const work = await command.prepare(args.slice(2), terminal);
    return await withPortal(config, command.runsAs, (portal) => work(portal, terminal));
  } catch (error) {
    terminal.err(wordsOf(error));
    if (!isUsage(error)) return 1;
    usage([command]).forEach(terminal.err);
    return 2;
  }
}

function usage(commands: readonly Command[]): string[] {
  const lines = commands.flatMap(({ name, takes, summary }) => [`  ${name} ${takes}`, `      ${summary}`]);
  return ['', 'npm run portal -- …', ...lines];
}

/** Errors of Node's `parseArgs` are usage errors too. */
function isUsage(error: unknown): boolean {
  return error instanceof UsageError || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

function wordsOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message.replace('The portal cannot start', 'The settings are wrong');
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('\n');
  if ((error as { code?: unknown }).code === NOT_ALLOWED) {
    return `The role of the database may not do this (${(error as Error).message}). Set DATABASE_OWNER_URL to the role that owns the tables.`;
  }
  return error instanceof Error && error.message ? error.message : String(error);
}
