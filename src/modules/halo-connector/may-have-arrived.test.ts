import { HaloError } from './errors.js';
import { mayHaveArrived } from './may-have-arrived.js';

test.each([
  [new HaloError('address-not-allowed', { detail: 'not https' }), false],
  [new HaloError('unknown-host', { detail: 'ENOTFOUND' }), false],
  [new HaloError('rate-limited', { detail: 'own limit' }), false],
  [new HaloError('rate-limited', { detail: '429' }), true],
  [new HaloError('unreachable', { detail: 'ECONNREFUSED' }), false],
  [new HaloError('unreachable', { detail: 'CERT_HAS_EXPIRED' }), false],
  [new HaloError('unreachable', { detail: 'ERR_TLS_CERT_ALTNAME_INVALID' }), false],
  [new HaloError('unreachable', { detail: 'ECONNRESET' }), true],
  [new HaloError('unreachable', { detail: 'UND_ERR_SOCKET' }), true],
  [new HaloError('unreachable'), true],
  [new HaloError('timed-out', { detail: 'UND_ERR_CONNECT_TIMEOUT' }), false],
  [new HaloError('timed-out', { detail: 'UND_ERR_HEADERS_TIMEOUT' }), true],
  [new HaloError('timed-out', { detail: 'no answer in 15000 ms' }), true],
  [new HaloError('bad-answer', { detail: 'cut off' }), true],
  [new HaloError('not-halopsa', { detail: 'not http' }), true],
  [new HaloError('cancelled'), true],
  [new Error('something else'), true],
])('%s: %s', (error, arrived) => {
  expect(mayHaveArrived(error)).toBe(arrived);
});
