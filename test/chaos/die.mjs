// Goes before the portal (node --import): has the process end by SIGKILL at one call to PostgreSQL, of those that belong to what is
// interrupted. It does nothing until it is told to, over the channel.
import { writeSync } from 'node:fs';
import process from 'node:process';
import pg from 'pg';

/** Background activity of an idle portal: jobs, sessions, the sweep, the HaloPSA budget, rate counts, and polls of the log. */
const ALWAYS = [
  ...[
    /\bpgboss\b/,
    /\bportal_(session|user)\b/,
    /^listen /,
    /halo_slot_/,
    /projection_checkpoint/,
    /^(insert into|delete from) worker /,
    /\brate_count\b/,
  ],
  ...[
    /^select \* from log\.outbox where stuck_at/,
    /^select count\(\*\)::integer as stuck from log\.outbox/,
    /^with idle as/,
  ],
  ...[
    /^select id, reseller_id as owner from roster where status = 'loading' and \(not_before/,
    /^select id, reseller_id as owner from roster where import_requested/,
  ],
  /^select id, reseller_id as owner from (removal|run) where ended_at/,
  /^update run set cancel_requested_at = now\(\) where ended_at is null/,
  /from log\.event where position >/,
];

/** @type {{ of: string, line?: string, how?: 'before' | 'sent' | 'after' } | undefined} without a line it only takes notes */
let order;
/** the lines so far, each its first words and the how manyeth with these it is: some run side by side, so that a number says less */
let lines = [];
/** what the open transaction of a connection belongs to, and its first statement */
const transactions = new WeakMap();
const { query } = pg.Client.prototype;

// The sandbox is started with the same arguments, and has nothing to do with it.
if (process.argv[1]?.endsWith('main.js') && process.send && !process.argv[1].includes('sandbox')) {
  pg.Client.prototype.query = watched;
  process.on('message', (told) => {
    process.send?.({ lines });
    [order, lines] = [told.order ?? undefined, []];
  });
}

function watched(...args) {
  const [config, values] = args;
  const text = (typeof config === 'string' ? config : (config.text ?? '')).trim().replace(/\s+/g, ' ');
  const call = belonging(this, text, Array.isArray(values) ? values : (config.values ?? []));
  if (!order || call?.of !== order.of) return query.apply(this, args);
  const nth = lines.filter((line) => line.startsWith(`${call.what} #`)).length + 1;
  const line = `${call.what} #${nth}`;
  lines.push(line);
  if (line !== order.line) return query.apply(this, args);
  const die = () => end(line);
  if (order.how === 'before') die();
  if (order.how === 'sent') setImmediate(die);
  return order.how === 'after' ? answeredTo(this, args, die) : query.apply(this, args);
}

/** A transaction belongs where its first statement does. Its beginning changes nothing, and is no line. */
function belonging(client, text, values) {
  if (/^begin( isolation level read committed)?(; set local \w+ = off)?;?$/i.test(text)) {
    transactions.set(client, undefined);
    return undefined;
  }
  const isEnd = /^(commit|rollback);?$/i.test(text);
  const first = transactions.get(client) ?? { of: ownerOf(text, values), what: wordsOf(text) };
  if (isEnd) transactions.delete(client);
  else if (transactions.has(client)) transactions.set(client, first);
  return { of: first.of, what: isEnd ? `${text} of ${first.what}` : wordsOf(text) };
}

/** Enough of a statement to distinguish it from others, without characters that a shell would interpret. */
const wordsOf = (text) =>
  text
    .replace(/'[^']*'/g, '')
    .replace(/[^\w.]+/g, ' ')
    .trim()
    .slice(0, 50)
    .trim();

/** @returns the name of a list, `work`, or undefined for background activity */
function ownerOf(text, values) {
  if (text.startsWith('update log.projection_checkpoint')) return String(values[0]);
  return ALWAYS.some((always) => always.test(text)) ? undefined : 'work';
}

/** The answer is there, and the portal has not heard it. */
function answeredTo(client, args, then) {
  const callback = args.findIndex((arg) => typeof arg === 'function');
  if (callback >= 0) return query.apply(client, args.with(callback, then));
  const result = query.apply(client, args);
  // COPY is a stream.
  if (typeof args[0].submit === 'function') result.once('finish', then);
  else result.then(then, then);
  return result;
}

function end(what) {
  writeSync(1, `Died at ${what}\n`);
  process.kill(process.pid, 'SIGKILL');
  // Stop this process at once, even before the signal arrives.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
