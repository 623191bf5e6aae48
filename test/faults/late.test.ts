import { meetAtTheForm } from './at-the-form.js';
import { casesOf } from './cases.js';
import { meetInALoad } from './in-a-load.js';
import { titleOf } from './outcomes.js';
import { startFaultSite, type FaultSite } from './site.js';
import { CALLS } from './table.js';

/** Faults that show only as a timeout. The limit is shorter than usual, but long enough for a call without a fault on a busy machine. */
let site: FaultSite;
beforeAll(async () => {
  site = await startFaultSite({ overallMs: 1_500 });
});
afterAll(() => site.close());
afterEach(() => site.end());

test.each(casesOf(CALLS, { late: true }).map((of) => [titleOf(of), of] as const))('%s', (_title, of) =>
  of.call === 'token' || of.call === 'groups' ? meetAtTheForm(site, of) : meetInALoad(site, of),
);
