/** What stands in examples, this project's own among them. */
const EXAMPLES = /change.?me|your.?(own.?)?secret|openssl|example|replace.?me|at.?least.?32|random.?bytes/i;

/** Why a text cannot have come from a source of random characters; undefined when it may have. In words that show nothing of it. */
export function whyWeak(secret: string): string | undefined {
  if (EXAMPLES.test(secret)) return 'is one of those that stand in examples';
  return whyRegular(
    [...secret].map((character) => character.codePointAt(0) ?? 0),
    8,
  );
}

/** The same of a key's bytes. Of 32 random bytes, fewer than 16 different ones do not occur. */
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

/** Whether all of it is one shorter piece again and again; the last may be cut off. */
function repeats(values: readonly number[]): boolean {
  for (let length = 1; length <= values.length / 2; length++) {
    if (values.every((value, i) => value === values[i % length])) return true;
  }
  return false;
}
