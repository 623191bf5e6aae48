import { format, inspect } from 'node:util';
import { HaloError } from './errors.js';
import { Secret } from './secret.js';

const text = 'the-text-itself';
const secret = Secret.of(text);

test.each([
  ['a template', `${secret}`],
  ['JSON', JSON.stringify({ secret })],
  ['inspect', inspect({ secret }, { showHidden: true, depth: 9 })],
  ['format', format('%s %o %O %j', secret, secret, secret, secret)],
  ['its keys', JSON.stringify([Object.entries(secret), { ...secret }, Object.getOwnPropertyNames(secret)])],
  ['an error', inspect(new Error('x', { cause: secret }))],
])('%s does not show it', (_how, shown) => {
  expect(shown).not.toContain(text);
});

test('only reveal() returns it', () => {
  expect(secret.reveal()).toBe(text);
  expect(`${secret}`).toBe('***');
});

test('an error contains the facts about a fault, and nothing else', () => {
  const retryAt = new Date(0);
  expect({ ...new HaloError('rate-limited', { retryAt, detail: '429' }) }).toEqual({
    name: 'HaloError',
    code: 'rate-limited',
    webPage: false,
    retryAt,
    detail: '429',
  });
  expect(new HaloError('timed-out').message).toBe('timed-out');
});
