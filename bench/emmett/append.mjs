// Appends the events of a file in batches through emmett's PostgreSQL store. Prints the milliseconds of each round.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';

const [url, file, rounds] = process.argv.slice(2);
const batches = JSON.parse(await readFile(file, 'utf8'));
const store = getPostgreSQLEventStore(url);
const taken = [];
for (let round = 0; round < Number(rounds); round++) {
  const stream = `import-${randomUUID()}`;
  let version = 'STREAM_DOES_NOT_EXIST';
  const start = performance.now();
  for (const batch of batches) {
    const events = batch.map(({ type, data, metadata }) => ({ type, data, metadata }));
    const { nextExpectedStreamVersion } = await store.appendToStream(stream, events, {
      expectedStreamVersion: version,
    });
    version = nextExpectedStreamVersion;
  }
  taken.push(performance.now() - start);
}
await store.close();
process.stdout.write(JSON.stringify(taken));
