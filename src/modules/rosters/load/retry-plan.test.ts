import { retryPlan } from './retry-plan.js';

const at = new Date('2030-01-01T00:10:00Z');
const fault = (code: Parameters<typeof retryPlan>[0]['code'], rest: { retryAt?: Date; webPage?: boolean } = {}) => ({
  code,
  webPage: false,
  ...rest,
});

test.each([
  ['a limit, as often as it comes', fault('rate-limited', { retryAt: at }), 99, true, { until: at, counts: false }],
  ['a 503 that says until when', fault('halo-error', { retryAt: at }), 0, false, { until: at, shown: 'halo-error' }],
  ['such a 503 for the eighth time', fault('halo-error', { retryAt: at }), 7, false, { fails: 'halo-error' }],
  ['a 500', fault('halo-error'), 0, true, { pauseMs: 1_000, shown: null }],
  ['a 500 for the third time', fault('halo-error'), 2, true, { fails: 'halo-error' }],
  ['a web page on a later page', fault('maintenance', { webPage: true }), 0, true, { pauseMs: 5_000 }],
  ['it is shown', fault('maintenance', { webPage: true }), 3, true, { pauseMs: 120_000, shown: 'maintenance' }],
  ['and ends', fault('maintenance', { webPage: true }), 7, true, { fails: 'maintenance' }],
  ['one in place of a token', fault('not-halopsa', { webPage: true }), 0, true, { shown: 'maintenance' }],
  ['one on the first page', fault('not-halopsa', { webPage: true }), 0, false, { fails: 'not-halopsa' }],
  ['no HaloPSA', fault('not-halopsa'), 0, true, { fails: 'not-halopsa' }],
  ['a proxy on a later page', fault('proxy-refused', { webPage: true }), 0, true, { shown: 'proxy-refused' }],
  ['a proxy on the first page', fault('proxy-refused', { webPage: true }), 0, false, { pauseMs: 1_000, shown: null }],
  ['a proxy that stays', fault('proxy-refused', { webPage: true }), 2, false, { fails: 'proxy-refused' }],
  ['no permission', fault('not-permitted'), 0, true, { fails: 'not-permitted' }],
])('%s', (_what, error, tries, begun, plan) => {
  expect(retryPlan(error, tries, begun)).toMatchObject(plan);
});
