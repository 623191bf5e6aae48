import { isolated } from '../../../views/components/name.js';
import type { Was } from './reload-types.js';
import { whatChanged } from './what-changed.js';

const ann: Was = {
  ...{ name: 'Ann Lee', email: 'ann@x.example' },
  ...{ inactive: false, serviceAccount: false, generalUser: false, technician: false, prospect: false },
};

test.each<[string, Partial<Was>, Partial<Was>, string]>([
  ['nothing differs', {}, {}, ''],
  ['another name', { name: 'Ann Day' }, {}, `was ${isolated('Ann Lee')}`],
  ['an address given', {}, { email: null }, 'had no address'],
  ['another address and state', { email: null, inactive: true }, {}, `had ${isolated('ann@x.example')}, was active`],
  ['no longer a technician', {}, { technician: true }, 'was a technician'],
  ['a name given', {}, { name: '' }, `was ${isolated('No name')}`],
])('given a person with %s, then it says who it was before', (_what, now, was, said) => {
  expect(whatChanged({ ...ann, ...now }, { ...ann, ...was })).toBe(said);
});
