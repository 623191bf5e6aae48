import { orderText, readOrder } from './list-order.js';

const NAMES = ['name', 'people'] as const;

test.each([
  [undefined, { by: 'name', desc: false }],
  ['people', { by: 'people', desc: false }],
  ['-people', { by: 'people', desc: true }],
  ['-name', { by: 'name', desc: true }],
  ['--name', { by: 'name', desc: false }],
  ['-', { by: 'name', desc: false }],
  ['__proto__', { by: 'name', desc: false }],
  [['people', 'name'], { by: 'name', desc: false }],
])('%j sorts by %j', (value, order) => {
  expect(readOrder(value, NAMES)).toEqual(order);
});

test('an order is written as it is read, and the usual one is left out', () => {
  for (const text of ['people', '-people', '-name']) expect(orderText(readOrder(text, NAMES), NAMES)).toBe(text);
  expect(orderText(readOrder('name', NAMES), NAMES)).toBeNull();
});
