import { whyNotImport, type ListToImport, type WhyNotImport } from './may-import.js';

const ready: ListToImport = { status: 'loaded', isRequested: false, isTeamClosed: false, tickVersion: 3, toImport: 2 };

test.each<[string, Partial<ListToImport>, WhyNotImport | undefined]>([
  ['a loaded list with the confirmed ticks', {}, undefined],
  ['an import already', { isRequested: true }, 'already'],
  ['an import already, whose Team was archived since', { isRequested: true, isTeamClosed: true }, 'already'],
  ['a list of a run, by itself', { isHeld: true }, 'held'],
  ['a Team that is archived', { isTeamClosed: true }, 'team-closed'],
  ['a list that still loads', { status: 'loading' }, 'not-ready'],
  ['a list that did not load', { status: 'failed' }, 'not-ready'],
  ['a list that has expired, and has no people any more', { status: 'expired', toImport: 0 }, 'not-ready'],
  ['no one ticked', { toImport: 0 }, 'nobody-ticked'],
  ['other ticks than were confirmed', { tickVersion: 4 }, 'ticks-changed'],
])('%s', (_name, given, why) => {
  expect(whyNotImport({ ...ready, ...given }, 3)).toBe(why);
});
