/** Values from examples, including our own documentation. */
const EXAMPLES = /change.?me|your.?(own.?)?secret|openssl|example|replace.?me|at.?least.?32|random.?bytes/i;

/** Why a text cannot be random; undefined if it may be. The reason reveals nothing of the text. */
export function whyWeak(secret: string): string | undefined {
  if (EXAMPLES.test(secret)) return 'is a value from an example';
  return whyRegular(
    [...secret].map((character) => character.codePointAt(0) ?? 0),
    8,
  );
}

/** The same for the bytes of a key. 32 random bytes never have fewer than 16 distinct values. */
export function whyWeakKey(key: Uint8Array): string | undefined {
  const bytes = [...key];
  if (bytes.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is text, not random bytes';
  return whyRegular(bytes, 16);
}

function whyRegular(values: readonly number[], least: number): string | undefined {
  if (new Set(values).size < least) return 'has too few different characters';
  if (repeats(values)) return 'is one piece, repeated';
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? 0));
  if (new Set(steps).size < least) return 'is a sequence';
  return undefined;
}

/** Whether the text repeats one shorter piece; the last repetition may be incomplete. */
function repeats(values: readonly number[]): boolean {
  for (let length = 1; length <= values.length / 2; length++) {
    if (values.every((value, i) => value === values[i % length])) return true;
  }
  return false;
}
