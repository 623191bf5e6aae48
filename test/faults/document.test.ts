import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { document } from './outcomes.js';

const file = join(import.meta.dirname, '../../docs/faults.md');

test('docs/faults.md agrees with the table', async () => {
  if (process.env['FAULTS_DOC'] === 'write') await writeFile(file, document());
  expect(await readFile(file, 'utf8')).toBe(document());
});
