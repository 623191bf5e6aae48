import { addressOf, connect } from './connection.js';

test.each([
  ['esdb://db.internal:2113?tls=true', 'esdb://db.internal:2113?tls=true', { username: '', password: '' }],
  [
    'esdb://portal:s%40cret@a:2113,b:2113?tls=true',
    'esdb://a:2113,b:2113?tls=true',
    { username: 'portal', password: 's@cret' },
  ],
  [
    'esdb+discover://portal:x:y@cluster.internal',
    'esdb+discover://cluster.internal',
    { username: 'portal', password: 'x:y' },
  ],
])('separates the credentials of %s from the address', (given, url, credentials) => {
  expect(addressOf(given)).toEqual({ url, credentials });
});

test.each([
  'http://portal:secret@db.internal',
  'esdb://',
  'esdb://portal:secret@',
  'esdb://portal:secret@host:port?tls=true',
  'esdb://portal:secret@host?tls',
  'esdb://portal:100%secret@host',
])('does not quote a wrong address: %s', (given) => {
  let message = '';
  try {
    connect(addressOf(given));
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toMatch(/^EVENT_STORE_URL is no address of an EventStoreDB/);
  expect(message).not.toContain('secret');
});
