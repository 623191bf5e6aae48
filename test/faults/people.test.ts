import { casesOf } from './cases.js';
import { meetInALoad } from './in-a-load.js';
import { titleOf } from './outcomes.js';
import { startFaultSite, type FaultSite } from './site.js';

let site: FaultSite;
beforeAll(async () => {
  site = await startFaultSite();
});
afterAll(() => site.close());
afterEach(() => site.end());

const cases = casesOf(['users page 1', 'users page n', 'token in a load']);

test.each(cases.map((of) => [titleOf(of), of] as const))('%s', (_title, of) => meetInALoad(site, of));
