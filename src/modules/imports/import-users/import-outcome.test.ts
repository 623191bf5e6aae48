import { outcomeOf } from './import-outcome.js';

test('given people with each verdict, the outcome adds up and has the reasons by their number', () => {
  const outcome = outcomeOf([
    { blocked: null, ticked: true, people: 1_204 },
    { blocked: null, ticked: false, people: 25 },
    { blocked: 'no-email', ticked: false, people: 12 },
    { blocked: 'already-has-account', ticked: false, people: 40 },
    { blocked: 'already-has-account', ticked: true, people: 8 },
    { blocked: 'already-in-this-team', ticked: false, people: 20 },
    { blocked: 'already-in-this-team', ticked: true, people: 1 },
  ]);
  expect(outcome.numbers).toEqual({ listed: 1_310, toImport: 1_204, rejected: 61, alreadyInTeam: 20, leftOut: 25 });
  expect(outcome.reasons).toEqual([
    { reason: 'already-has-account', people: 48 },
    { reason: 'no-email', people: 12 },
    { reason: 'already-in-this-team', people: 1 },
  ]);
});

test('given an empty list, nothing will happen', () => {
  const numbers = { listed: 0, toImport: 0, rejected: 0, alreadyInTeam: 0, leftOut: 0 };
  expect(outcomeOf([])).toEqual({ numbers, reasons: [] });
});
