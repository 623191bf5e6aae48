const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Marks that open or close a direction. They are removed from the name, because one of them could end the isolation. */
const DIRECTION_MARKS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Isolates a name in plain text, so that its direction does not change the order of the words around it (UAX #9, FSI and PDI). */
export function isolated(name: string): string {
  return `${FIRST_STRONG_ISOLATE}${name.replace(DIRECTION_MARKS, '')}${POP_ISOLATE}`;
}

/** A text for a file: without the marks that `isolated` sets. */
export function withoutIsolation(text: string): string {
  return text.replaceAll(FIRST_STRONG_ISOLATE, '').replaceAll(POP_ISOLATE, '');
}
