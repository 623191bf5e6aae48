import { FIRST_READING } from '../../halo-connector/index.js';
import { secondsLeft } from './seconds-left.js';

const loadsSince = new Date('2030-01-01T00:00:00Z');
const after12Seconds = new Date('2030-01-01T00:00:12Z');
const half = {
  received: 1_000,
  foreignIds: 0,
  receivedBefore: 0,
  announced: 2_000,
  loadsSince,
  reading: FIRST_READING,
};

test.each([
  ['half of the people', half, 12],
  ['half of the rows, most of them of other clients', { ...half, received: 25, foreignIds: 975 }, 12],
  ['a tenth since a long wait', { ...half, received: 1_100, receivedBefore: 1_000 }, 108],
  ['all of them', { ...half, received: 2_000 }, 0],
  ['no one yet', { ...half, received: 0 }, null],
  ['more than were announced', { ...half, received: 2_001 }, null],
  ['no announced number', { ...half, announced: null }, null],
  ['a second reading', { ...half, reading: { ...FIRST_READING, n: 2 } }, null],
])('%s: %j', (_what, list, seconds) => {
  expect(secondsLeft(list, after12Seconds)).toBe(seconds);
});
