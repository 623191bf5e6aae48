import { intervalsProjection } from './as-of/intervals-projection.js';
import { addressPartsProjection } from './people/address-parts-projection.js';
import { wordsProjection } from './people/words-projection.js';
import { historyProjection } from './history-projection.js';
import { importSumsProjection } from './imports/chart/import-sums-projection.js';
import { decidedProjection } from './imports/decided-projection.js';
import { importsProjection } from './imports/imports-projection.js';

export const historyProjections = [
  historyProjection,
  wordsProjection,
  addressPartsProjection,
  importsProjection,
  intervalsProjection,
  decidedProjection,
  importSumsProjection,
];
