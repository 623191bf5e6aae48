import { Turns } from './turns.js';

/** Takes jobs like the queue: the oldest whose owner is not skipped. @returns the owners in order */
function take(turns: Turns, queue: string[], most = Infinity): string[] {
  const taken: string[] = [];
  while (!turns.areAllTaken && taken.length < most) {
    const next = queue.findIndex((owner) => !turns.passedOver.includes(owner));
    if (next < 0 && !turns.beginRound()) break;
    if (next < 0) continue;
    const [owner = ''] = queue.splice(next, 1);
    turns.begin(owner);
    taken.push(owner);
  }
  return taken;
}

/** One worker after another becomes free and takes the next job. */
function goOn(turns: Turns, queue: string[], owners: readonly string[]): string[] {
  return owners.flatMap((owner) => {
    turns.end(owner);
    return take(turns, queue, 1);
  });
}

test.each([
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 2],
  [8, 2],
])('of %i workers one owner gets %i', (workers, most) => {
  expect(
    take(
      new Turns(workers),
      Array.from({ length: 20 }, () => 'a'),
    ),
  ).toHaveLength(most);
});

test('an owner with 20 jobs does not keep another from the next free worker', () => {
  const turns = new Turns(2);
  const queue = Array.from({ length: 20 }, () => 'a');
  expect(take(turns, queue)).toEqual(['a']);
  queue.push('b');
  expect(take(turns, queue)).toEqual(['b']);
});

test('owners take turns, however many jobs each has', () => {
  const turns = new Turns(2);
  const queue = [...Array.from({ length: 9 }, () => 'a'), ...Array.from({ length: 9 }, () => 'b'), 'c'];
  expect(take(turns, queue)).toEqual(['a', 'b']);
  expect(goOn(turns, queue, ['a', 'b', 'c', 'a'])).toEqual(['c', 'a', 'b', 'a']);
});

test('a new owner comes before those that had a turn in this round', () => {
  const turns = new Turns(2);
  const queue = ['a', 'b', 'a', 'b', 'a', 'b'];
  take(turns, queue);
  queue.push('new');
  expect(goOn(turns, queue, ['a'])).toEqual(['new']);
});

test('a turn counts even if no other owner was waiting', () => {
  const turns = new Turns(2);
  const queue = ['a', 'a'];
  expect(take(turns, queue)).toEqual(['a']);
  queue.push('b', 'c');
  expect(take(turns, queue)).toEqual(['b']);
  expect(goOn(turns, queue, ['a', 'b'])).toEqual(['c', 'a']);
});

test('a single owner continues from round to round', () => {
  const turns = new Turns(4);
  const queue = ['a', 'a', 'a', 'a'];
  expect(take(turns, queue)).toEqual(['a', 'a']);
  expect(goOn(turns, queue, ['a', 'a'])).toEqual(['a', 'a']);
});
