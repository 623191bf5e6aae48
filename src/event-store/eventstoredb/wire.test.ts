import { readFileSync } from 'node:fs';
import { StandIn } from '../../../test/event-store/stand-in/stand-in.js';
import { event } from '../../../test/event-store/support.js';
import { addressOf, connect } from './connection.js';
import { allRequest, subscribeRequest } from './read-request.js';
import { Wire } from './wire.js';

/*
 * The wire uses functions that @eventstore/db-client keeps from its users. A new version of the client may rename them, or append through
 * one stream of the whole process again.
 */

test('the version of the client is an exact one', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const installed = JSON.parse(readFileSync('node_modules/@eventstore/db-client/package.json', 'utf8')) as {
    version: string;
  };
  expect(dependencies['@eventstore/db-client']).toBe('6.2.1');
  expect(installed.version).toBe('6.2.1');
});

test.each(['execute', 'handleError', 'getChannel', 'callArguments'])('the client has the function %s', (name) => {
  const client = connect(addressOf('esdb://127.0.0.1:1?tls=false'));
  expect(typeof (client as unknown as Record<string, unknown>)[name]).toBe('function');
});

describe('every call', () => {
  let standIn: StandIn;
  beforeEach(async () => {
    standIn = new StandIn();
    await standIn.start();
  });
  afterEach(() => standIn.stop());

  test.each([
    ['without a user', (url: string) => url],
    ['with a user', (url: string) => url.replace('//', '//portal:s%40cret@')],
  ])('%s asks for the leader, and appends are classic ones, on a server that knows others too', async (_what, of) => {
    const wire = new Wire(of(standIn.url), 'portal-x.');
    const { client } = wire as unknown as { client: { supports: () => Promise<boolean> } };
    client.supports = () => Promise.resolve(true);
    await wire.append('portal-x.a', -1, [event(), event()], 2_000);
    await wire.read(allRequest('portal-x.', undefined, { limit: 10 }), 2_000);
    const stop = new AbortController();
    const heard = { confirmed: () => stop.abort(), event: () => undefined };
    await wire.follow(subscribeRequest('portal-x.', undefined), heard, stop.signal);
    await wire.close();
    expect(standIn.calls.map(({ name }) => name)).toEqual(['append', 'read', 'read']);
    expect(standIn.calls.filter(({ metadata }) => metadata['requires-leader'] !== 'true')).toEqual([]);
  });
});
