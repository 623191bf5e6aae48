import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../migrations/index.js';
import { root } from './support/imports.js';

/** A released migration has run in databases that will not run it again. `migrations/checksums.txt` records its text, as sha256sum prints it. */
interface Written {
  readonly name: string;
  readonly sha256: string;
}

/** @returns a sentence for each migration whose text or place has changed, and for each that is not recorded */
function problems(recorded: readonly Written[], files: readonly Written[], listed: readonly string[]): string[] {
  const change = 'Undo that, and add a new migration at the end.';
  const found = recorded.flatMap(({ name, sha256 }, place) => {
    const file = files.find((each) => each.name === name);
    if (!file) return [`${name} is released, and its file is gone. ${change}`];
    if (file.sha256 !== sha256) return [`${name} is released, and its text has changed. ${change}`];
    if (listed[place] !== name)
      return [`${name} is released as number ${place + 1}, and index.ts has it elsewhere. ${change}`];
    return [];
  });
  const added = files.filter(({ name }) => !recorded.some((each) => each.name === name));
  const unlisted = files.filter(({ name }) => !listed.includes(name));
  return [
    ...found,
    ...added.map(({ name, sha256 }) => `Add this line at the end of migrations/checksums.txt: ${sha256}  ${name}.ts`),
    ...unlisted.map(({ name }) => `Add ${name} at the end of the list in migrations/index.ts.`),
  ];
}

const folder = join(root, 'migrations');
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

test('released migrations stay as they are, and a change of the schema is a new one', () => {
  const recorded = textOf('checksums.txt')
    .trim()
    .split('\n')
    .map((line) => line.split('  '))
    .map(([sha256 = '', file = '']) => ({ name: file.replace(/\.ts$/, ''), sha256 }));
  const files = readdirSync(folder)
    .filter((file) => file.startsWith('Migration'))
    .map((file) => ({ name: file.replace(/\.ts$/, ''), sha256: digest(textOf(file)) }));
  const listed = migrations.map(({ name }) => name);
  expect(problems(recorded, files, listed)).toEqual([]);
});

describe('the check', () => {
  const [one, two, three] = ['One', 'Two', 'Three'].map((name) => ({ name, sha256: digest(name) })) as [
    Written,
    Written,
    Written,
  ];
  const recorded = [one, two];
  const names = (...files: readonly Written[]) => files.map(({ name }) => name);
  const changed = { ...one, sha256: digest('other') };

  test.each<[string, string[], RegExp]>([
    [
      'rejects a changed migration',
      problems(recorded, [changed, two], names(one, two)),
      /^One is released, and its text has changed. .* add a new migration/,
    ],
    ['rejects a removed migration', problems(recorded, [one], names(one)), /^Two is released, and its file is gone/],
    [
      'rejects a migration in another place',
      problems(recorded, [one, two, three], names(three, one, two)),
      /^One is released as number 1, and index.ts has it elsewhere/,
    ],
    [
      'asks for the checksum of a new migration',
      problems(recorded, [one, two, three], names(one, two, three)),
      /^Add this line .*checksums.txt: [0-9a-f]{64} {2}Three.ts$/,
    ],
    [
      'asks for a new migration in the list',
      problems([...recorded, three], [one, two, three], names(one, two)),
      /Add Three at the end of the list/,
    ],
  ])('%s', (_what, found, sentence) => {
    expect(found.join('\n')).toMatch(new RegExp(sentence, 'm'));
  });

  test('accepts a new migration at the end, with its checksum', () => {
    expect(problems([one, two, three], [one, two, three], names(one, two, three))).toEqual([]);
  });
});
