import { addressPartsProjection } from '../find-people/address-parts-projection.js';
import { wordsProjection } from '../find-people/words-projection.js';
import { historyProjection } from './history-projection.js';
import { importsProjection } from './imports-projection.js';

export const historyProjections = [historyProjection, wordsProjection, addressPartsProjection, importsProjection];
