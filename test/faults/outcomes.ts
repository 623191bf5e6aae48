import { haloFault } from '../../src/views/words/halo-faults.js';
import type { Case } from './cases.js';
import { CALLS, TABLE, type Call, type Cell, type Row } from './table.js';

type Sensible = Exclude<Cell, { senseless: string }>;

/** What is kept where a page says why it stopped. */
const KEPT: Readonly<Record<Call, string>> = {
  token: 'the credentials and groups of before',
  groups: 'the credentials and groups of before',
  'users page 1': 'nothing: it is loaded again',
  'users page n': 'the pages before: it goes on from there',
  'token in a load': 'the pages before: it goes on from there',
};

/** What the admin sees. */
function sees(cell: Sensible): string {
  if ('waits' in cell) {
    return cell.waits === 'rate-limited'
      ? '“HaloPSA lets us go on at …”'
      : `“${haloFault(cell.waits).what} We ask again at …”`;
  }
  if ('whole' in cell) return `the whole list: ${cell.whole}`;
  if ('warns' in cell) return '“HaloPSA announced …, but sent …”';
  if ('says' in cell) return `“${cell.says}”`;
  return `“${haloFault(cell.stops).what}”`;
}

/** What is kept, where that is something else than is usual for the call. */
function keeps(call: Call, cell: Sensible): string | undefined {
  if ('waits' in cell) return `${call === 'users page 1' ? 'nothing yet' : 'the pages before'}: it goes on by itself`;
  if ('whole' in cell) return undefined;
  if ('warns' in cell || 'says' in cell) return 'what came, under this warning';
  return cell.stops === 'list-broken' && call !== 'groups' ? KEPT['users page 1'] : undefined;
}

export const titleOf = ({ row, call, cell }: Case) => `${call}: HaloPSA ${row.what}: ${sees(cell)}`;

/** docs/faults.md */
export function document(): string {
  const head = ['HaloPSA …', ...CALLS];
  const kept = ['_kept, where a cell does not say otherwise_', ...CALLS.map((call) => `_${KEPT[call]}_`)];
  const rows = Object.values<Row>(TABLE).map((row) => [row.what, ...CALLS.map((call) => inWords(call, row[call]))]);
  const table = [head, head.map(() => '---'), kept, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${INTRODUCTION}\n${table.join('\n')}\n`;
}

function inWords(call: Call, cell: Cell): string {
  if ('senseless' in cell) return `– (${cell.senseless})`;
  const kept = keeps(call, cell);
  return kept === undefined ? sees(cell) : `${sees(cell)}; kept: ${kept}`;
}

const INTRODUCTION = `# HaloPSA at its worst

What the admin sees, and what is kept, when HaloPSA or a server in its place fails. Each cell is a test through the whole portal:
\`npm run jest -- test/faults\`. The table is generated from \`test/faults/table.ts\`; a test compares this page with it, and
\`FAULTS_DOC=write npm run jest -- test/faults/document\` writes it.

- **A part of a list is never shown as the whole.** Until its last page has arrived, no person of a list is shown, ticked or imported. If fewer
  people arrived than HaloPSA announced, a warning stays above them.
- A list that moves while it is read is read again, at most twice ([ADR 17](adr/0017-lists-that-move.md)). What stays uncertain, and rows that
  are left out, with the reason, are shown above the list, at its confirmation and on the page of the import.
- Typed credentials are stored when HaloPSA has accepted them and sent its groups, and not before. Stored credentials and loaded groups stay
  until then.
- A load retries temporary failures by itself (no answer, no connection, a 5xx, an unreadable answer), after one second and after three.
  Then its page says why, and what to press. Each page that has arrived is kept, and saved once.
- Once the first page of a list has arrived, a web page in the place of a later page is taken for maintenance and waited out: after 5, 15 and
  45 seconds, 2, 5, 10 and 10 minutes. A 503 that says when to try again (\`Retry-After\`) is waited for as often.
- After a 429 the portal sends no request to this HaloPSA until the time that the answer names, otherwise for the window in its text,
  otherwise for five minutes. The form waits by itself if it is only a few seconds.
- In each cell the fault ends eventually, and what the page offers then works: the same credentials, _Load Groups_, _Go on loading_,
  _Load again_. No page and no log line repeats the secret.

_token_ and _groups_ are the form of PSA Import and its button _Load Groups_; _users page n_ is every page but the first; _token in a load_ is
the token that is renewed between two pages. The next step is below each sentence on its page (\`src/views/words/halo-faults.ts\`).

<!-- prettier-ignore -->`;
