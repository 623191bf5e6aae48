import { LogWatch } from '../../event-store/index.js';
import type {
  EventStore,
  LogTrouble,
  ProjectionRunner,
  ProjectionStatus,
  RecordedEvent,
} from '../../event-store/index.js';
import type { Workers } from '../../workers/index.js';
import { CatchingUp } from './catching-up.js';
import type { ImportSummary } from './imports/import-list.js';

const behind = (name: string, position: string): ProjectionStatus => ({ name, position, behind: true });
const there = (name: string): ProjectionStatus => ({ name, position: '9', behind: false });

/** @param age how long ago the next event was recorded, in milliseconds */
function readersAt(status: readonly ProjectionStatus[], age = 0, trouble?: LogTrouble): CatchingUp {
  const recordedAt = new Date(Date.now() - age);
  const runner: Pick<ProjectionRunner, 'status'> = { status: async () => [...status] };
  const store: Pick<EventStore, 'readAll'> = { readAll: async () => [{ recordedAt } as RecordedEvent] };
  const watch = new LogWatch({ trouble: async () => trouble });
  const workers = { areMissing: async () => false } as Workers;
  return new CatchingUp(runner as ProjectionRunner, store as EventStore, workers, watch);
}

const endedAt = (lastPosition: string) => ({ lastPosition }) as ImportSummary;

test.each<[string, CatchingUp, boolean]>([
  ['all is shown', readersAt([there('history'), there('imports')]), false],
  ['an event has just come', readersAt([behind('history', '3'), there('imports')], 500), false],
  ['an event waits for long', readersAt([behind('history', '3'), there('imports')], 5_000), true],
  ['an event cannot be applied', readersAt([there('history'), { ...behind('imports', '3'), degraded: 'why' }]), true],
  [
    'others are behind',
    readersAt([there('history'), there('imports'), { ...behind('teams', '3'), degraded: 'why' }], 5_000),
    false,
  ],
  ['the log is away: every page says so', readersAt([behind('history', '3')], 5_000, 'unreachable'), false],
])('%s', async (_name, catchingUp, expected) => {
  expect(await catchingUp.isBehind()).toBe(expected);
});

test('an import that has ended needs its people as well as its numbers', async () => {
  const peopleAreLate = readersAt([behind('history', '3'), there('imports')]);
  expect(await peopleAreLate.isBehind(endedAt('4'))).toBe(true);
  expect(await peopleAreLate.isBehind(endedAt('3'))).toBe(false);
});
