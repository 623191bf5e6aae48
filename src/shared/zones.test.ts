import { readZone, zoneName, zones } from './zones.js';

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['Asia/Kolkata', readZone('Asia/Calcutta')],
  ['UTC', 'UTC'],
  ['Etc/UTC', 'UTC'],
])('%s is a zone', (name, zone) => {
  expect(zones).toContain(zone);
  expect(readZone(name)).toBe(zone);
});

test.each(['', 'Mars/Olympus', '+01:00', 'Europe/Berlin; drop', 'x'.repeat(4_000), ['UTC'], null, undefined, 7])(
  '%p is not a zone',
  (name) => expect(readZone(name)).toBeUndefined(),
);

test('zones are shown by their present names, and each is chosen by its own', () => {
  expect([zoneName('America/New_York'), zoneName('Asia/Calcutta')]).toEqual(['America/New York', 'Asia/Kolkata']);
  expect(new Set(zones.map(zoneName)).size).toBe(zones.length);
  expect(zones.map(readZone)).toEqual(zones);
});
