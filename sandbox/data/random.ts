/**
 * Random numbers by index, without generating those before: everything about person n of a client follows from the seed and a few
 * numbers. So a client of 200,000 people can be generated lazily.
 */

// Read once: looking up the global each time costs more than the arithmetic.
const { imul } = Math;

/** A well mixed 32-bit hash of the given numbers (murmur3's finalizer over each of them). */
export function mix(seed: number, a: number, b = 0, c = 0): number {
  return scramble(scramble(scramble(scramble(seed) ^ a) ^ b) ^ c);
}

/** One of the items, by a number from `mix`. */
export function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** A GUID that follows from the seed and a number. */
export function guid(seed: number, which: number): string {
  const hex = [1, 2, 3, 4].map((part) => mix(seed, which, part, 77).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/**
 * Element `index` of a fixed shuffle of 0…size−1: walks the ring in steps coprime with its size, so each element is visited once.
 */
export function shuffled(index: number, size: number, seed: number): number {
  const start = mix(seed, size) % size;
  return (start + index * strideFor(size, seed)) % size;
}

const strides = new Map<string, number>();

function strideFor(size: number, seed: number): number {
  const key = `${size}|${seed}`;
  const known = strides.get(key);
  if (known !== undefined) return known;
  let stride = 1 + (mix(seed, size, 1) % size);
  while (divisor(stride, size) !== 1) stride += 1;
  if (strides.size > 1000) strides.clear();
  strides.set(key, stride);
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function scramble(value: number): number {
  let h = (value + 0x9e3779b9) >>> 0;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
