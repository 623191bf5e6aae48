import { randomBytes } from 'node:crypto';
import { whyWeak, whyWeakKey } from './weak-secrets.js';

test.each([
  ['one character', 'x'.repeat(32)],
  ['a few characters', 'abcabdabeabcadbecbadbecdabecbade'],
  ['one piece, repeated', '0123456789abcdef0123456789abcdef'],
  ['one piece, repeated and cut off', 'correct horse correct horse correct'],
  ['a sequence', 'abcdefghijklmnopqrstuvwxyz{|}~!"#'],
  ['an example', 'change-me-7Hq2Lw9Zt4Xv1Bn6Mc3Kp8'],
  ['the example of the documentation', '<openssl rand -hex 32> and more of it'],
])('a secret that is %s is weak', (_name, secret) => expect(whyWeak(secret)).toEqual(expect.any(String)));

test.each([
  ['zeros', Buffer.alloc(32)],
  ['one byte', Buffer.alloc(32, 7)],
  ['two bytes in turn', Buffer.from('0102'.repeat(16), 'hex')],
  [
    'a piece of 16, twice',
    Buffer.concat(Array.from({ length: 2 }, () => Buffer.from('00f1e2d3c4b5a69788796a5b4c3d2e1f', 'hex'))),
  ],
  ['counting up', Buffer.from(Array.from({ length: 32 }, (_, n) => n))],
  ['text', Buffer.from('Correct-Horse 47 battery, staple')],
])('a key of %s is weak', (_name, key) => expect(whyWeakKey(key)).toEqual(expect.any(String)));

test('a secret made from random bytes is not weak', () => {
  for (let i = 0; i < 500; i++) {
    expect(whyWeak(randomBytes(32).toString('hex'))).toBeUndefined();
    expect(whyWeak(randomBytes(24).toString('base64'))).toBeUndefined();
    expect(whyWeakKey(randomBytes(32))).toBeUndefined();
  }
});
