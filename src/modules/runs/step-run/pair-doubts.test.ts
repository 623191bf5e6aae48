import { pairDoubts, type PairFacts } from './pair-doubts.js';

const sure: PairFacts = { matched: 'name', list: { fewer: null, unsure: null }, client: [], sharesTeam: false };

test.each<[string, Partial<PairFacts>, string[]]>([
  ['a Team of the same name', {}, []],
  ['the Team of last time', { matched: 'history' }, []],
  ['another Team', { matched: 'none' }, ['unmatched']],
  ['a warning of the confirmation', { client: ['other-domains'] }, ['other-domains']],
  ['fewer people than announced', { list: { fewer: { announced: 3, received: 2 }, unsure: null } }, ['fewer']],
  ['a list that changed while it was read', { list: { fewer: null, unsure: 'changed' } }, ['unsure']],
  ['two groups for one Team', { sharesTeam: true }, ['shares-team']],
])('%s', (_name, facts, doubts) => expect(pairDoubts({ ...sure, ...facts })).toEqual(doubts));
