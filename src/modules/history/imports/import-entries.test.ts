import { secondsLeft } from './import-entries.js';
import type { ImportSummary } from './import-list.js';

const startedAt = new Date('2026-11-23T14:32:00Z');
const after = (seconds: number) => new Date(startedAt.getTime() + seconds * 1_000);
const sofar = (imported: number, rejected: number, waiting: number) =>
  ({ startedAt, imported, rejected, waiting }) as ImportSummary;

test('the remaining time is estimated from the pace', () => {
  expect(secondsLeft(sofar(150, 50, 600), after(10))).toBe(30);
  expect(secondsLeft(sofar(200, 0, 0), after(10))).toBe(0);
});

test('there is no estimate before there is a pace, and never a time in the past', () => {
  expect(secondsLeft(sofar(0, 0, 600), after(10))).toBeNull();
  expect(secondsLeft(sofar(1, 0, 600), after(-1))).toBe(0);
});
