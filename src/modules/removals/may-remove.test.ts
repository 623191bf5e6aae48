import { whyNotRemove, type Confirmation } from './may-remove.js';

const given = (change: Partial<Confirmation> = {}) =>
  whyNotRemove({
    ...{ isRequested: false, isBehind: false, toRemove: 1_204, version: 'v', confirmed: 'v', typed: '1204' },
    ...change,
  });

test.each(['1204', '1,204', ' 1 204 ', '1’204', '1.204'])('the number typed as “%s” confirms', (typed) => {
  expect(given({ typed })).toBeUndefined();
});

test.each(['', 'yes', '1203', '-1204', '0x4b4', '9'.repeat(5_000)])('the number typed as “%s” does not', (typed) => {
  expect(given({ typed })).toBe('wrong-number');
});

test('another preview than the confirmed one is shown again, whatever was typed', () => {
  expect(given({ version: 'w' })).toBe('changed');
});

test('a removal begins once, and not before the list of members has caught up, and not for nobody', () => {
  expect(given({ isRequested: true, isBehind: true })).toBe('already');
  expect(given({ isBehind: true, version: 'w' })).toBe('behind');
  expect(given({ toRemove: 0, version: 'w' })).toBe('nobody');
});
