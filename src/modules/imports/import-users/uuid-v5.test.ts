import { randomUUID } from 'node:crypto';
import { v5 } from 'uuid';
import { uuidV5 } from './uuid-v5.js';

test('the same as another makes of a name and a namespace', () => {
  // RFC 9562, appendix A.4
  expect(uuidV5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
  for (let i = 0; i < 500; i++) {
    const namespace = randomUUID();
    expect(uuidV5(`Zoë ${i}`, namespace)).toBe(v5(`Zoë ${i}`, namespace));
  }
});
