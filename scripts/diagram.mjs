// npm run diagram: draws the modules into docs/architecture.md, from their imports. test/boundaries.test.ts fails when the picture is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagramOf, importsOf, root } from '../test/support/imports.ts';

const file = join(root, 'docs/architecture.md');
const picture = `<!-- diagram -->\n\n${diagramOf(importsOf('src'))}\n\n<!-- /diagram -->`;
// A function as the replacement: a `$` in a name would otherwise be read as a pattern.
writeFileSync(
  file,
  readFileSync(file, 'utf8').replace(/<!-- diagram -->.*<!-- \/diagram -->/s, () => picture),
);
