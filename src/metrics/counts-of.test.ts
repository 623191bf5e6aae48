import { countsOf, OUTCOMES } from './counts-of.js';
import type { NewEvent } from '../event-store/index.js';

const event = (type: string, data: object = {}) => ({ type, data }) as NewEvent;
const started = event('ImportStarted', { listed: 9, toDecide: 5, alreadyInThisTeam: 3, leftOut: 1 });

test('of an import that has ended, the people of all outcomes are the people listed', () => {
  const decided = [event('UserImported'), event('UserImported'), event('UserRejected', { reason: 'no-email' })];
  const { imports, people } = countsOf([started, ...decided, event('ImportCancelled', { undecided: 2 })]);
  expect(imports).toEqual({ started: 1, cancelled: 1 });
  expect(people).toEqual({ 'already-in-this-team': 3, 'left-out': 3, imported: 2, 'no-email': 1 });
  expect(Object.values(people).reduce((sum, n) => sum + n)).toBe(9);
  for (const outcome of Object.keys(people)) expect(OUTCOMES).toContain(outcome);
});

test('an event that is about no import counts by its type only', () => {
  expect(countsOf([event('TeamAdded'), event('TeamAdded')])).toEqual({
    imports: {},
    people: {},
    events: { TeamAdded: 2 },
  });
});
