import { meetAtTheForm } from './at-the-form.js';
import { casesOf } from './cases.js';
import { titleOf } from './outcomes.js';
import { startFaultSite, type FaultSite } from './site.js';

let site: FaultSite;
beforeAll(async () => {
  site = await startFaultSite();
});
afterAll(() => site.close());
afterEach(() => site.end());

test.each(casesOf(['token', 'groups']).map((of) => [titleOf(of), of] as const))('%s', (_title, of) =>
  meetAtTheForm(site, of),
);
