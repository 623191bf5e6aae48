import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { UTC } from '../../../../shared/zones.js';
import { asset } from '../../../../views/assets.js';
import { DefinitionList } from '../../../../views/components/definition-list.js';
import { Name, Sentence } from '../../../../views/components/name.js';
import { count } from '../../../../views/components/number.js';
import { SumLine } from '../../../../views/components/sum-line.js';
import { Moment } from '../../../../views/components/time.js';
import { blockReason, personName } from '../../../../views/words/reasons.js';
import { importStatus } from '../import-status-chip.js';
import { importTitle } from '../import-title.js';
import type { ImportEntry } from '../import-entries.js';
import type { DecidedPerson } from '../import-people.js';

/** The document has one table, whose rows go before this. */
const END_OF_ROWS = '</tbody>';

/** The document in pieces, so that a long list is never in memory. @param most how many people `people` has at most */
export async function* recordPieces(
  entry: ImportEntry,
  people: AsyncIterable<readonly DecidedPerson[]>,
  most: number,
): AsyncGenerator<string> {
  const [before = '', after = ''] = renderToString(<PrintRecord entry={entry} most={most} />).split(END_OF_ROWS);
  yield `<!doctype html>${before}`;
  for await (const rows of people) yield renderToString(<Rows people={rows} />);
  yield `${END_OF_ROWS}${after}`;
}

function PrintRecord({ entry, most }: { entry: ImportEntry; most: number }): VNode {
  // A record on paper says the same to everyone, so its times are in UTC.
  const title = importTitle(entry, UTC);
  const decided = entry.sum.imported + entry.sum.rejected;
  return (
    <html lang="en" class="print-record">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · Import record · BrainStation`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" type="image/svg+xml" href={asset('favicon.svg')} />
        <link rel="stylesheet" href={asset('portal.css')} />
      </head>
      <body>
        <main class="main">
          <p class="screen-only">
            Print this page with your browser (Ctrl+P, on a Mac ⌘P), or save it as a PDF there.{' '}
            <a href={`/imports/${entry.id}`}>Back to the import</a>
          </p>
          <h1>
            <Sentence>{title}</Sentence>
          </h1>
          <p>Record of an import from HaloPSA</p>
          <SumLine sum={entry.sum} />
          <Facts entry={entry} />
          {decided > most && (
            <p class="print-cut">
              <strong>This record is cut.</strong> It lists the first {count(most)} of {count(decided)} people. The
              import’s page lists all of them.
            </p>
          )}
          <PeopleTable />
        </main>
      </body>
    </html>
  );
}

function Facts({ entry }: { entry: ImportEntry }): VNode {
  const { id, team, group, by, startedAt, endedAt, status } = entry;
  return (
    <DefinitionList
      facts={[
        { term: 'Team', value: <Name>{team.name}</Name> },
        ...(team.nowCalled === undefined ? [] : [{ term: 'Now called', value: <Name>{team.nowCalled}</Name> }]),
        { term: 'HaloPSA group', value: <Name>{group}</Name> },
        { term: 'Imported by', value: <Name>{by}</Name> },
        { term: 'Started', value: <Moment at={startedAt} /> },
        ...(endedAt ? [{ term: importStatus(status), value: <Moment at={endedAt} /> }] : []),
        { term: 'Number of the import', value: id },
      ]}
    />
  );
}

function PeopleTable(): VNode {
  return (
    <table class="print-rows">
      <thead>
        <tr>
          {['Name', 'Email address', 'Site', 'Outcome', 'When'].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody></tbody>
    </table>
  );
}

function Rows({ people }: { people: readonly DecidedPerson[] }): VNode {
  return (
    <>
      {people.map(({ revision, person, reason, at }) => (
        <tr key={revision}>
          <th scope="row">
            <Name>{personName(person?.name ?? '')}</Name>
          </th>
          <td>{person?.email && <Name>{person.email}</Name>}</td>
          <td>{person?.site && <Name>{person.site}</Name>}</td>
          <td>{reason === null ? 'Imported' : `Rejected: ${blockReason(reason, person?.email ?? null)}`}</td>
          <td>
            <Moment at={at} />
          </td>
        </tr>
      ))}
    </>
  );
}
