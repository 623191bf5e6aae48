import { HaloError } from './errors.js';

/**
 * The limits of one HaloPSA answer. HaloPSA's own lists come in pages of 100 rows, three levels deep, with some sixty values per row. A
 * HaloPSA that ignores paging sends a list of 20,000 people at once. An answer within all of these limits is parsed in a tenth of a second.
 */
export const BOUNDS = {
  bytes: 32 * 1024 * 1024,
  depth: 32,
  rows: 20_000,
  values: 1_300_000,
  escapes: 2_000_000,
} as const;

/** Strings are cut at this many bytes. Only logos are longer: with them, a page of 100 clients comes to 16 MB. */
const LONGEST_STRING = 16 * 1024;
/** Marks the end of a cut string, so that it does not pass for the whole value: "…" in UTF-8. */
const CUT = Uint8Array.of(0xe2, 0x80, 0xa6);

const [QUOTE, BACKSLASH, COMMA, LESS_THAN, LETTER_U] = [0x22, 0x5c, 0x2c, 0x3c, 0x75];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Length of the longest escape after the backslash, "u0041", in bytes. */
const ESCAPE = 5;
/** JSON's white space (RFC 8259, 2), and the bytes of a byte order mark. */
const BEFORE_JSON = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

/**
 * Counts depth, values, rows and escapes of a JSON text while its bytes arrive, before anything is parsed: `JSON.parse` takes seconds and a
 * gigabyte for 30 MB of brackets. Strings longer than anything the portal reads are cut on the way. Nothing else is checked: the parser
 * refuses invalid JSON. The bytes must be UTF-8, or another encoding in which the ASCII characters have the same bytes.
 */
export class AnswerBounds {
  #kind: 'unknown' | 'json' | 'web page' = 'unknown';
  #depth = 0;
  #values = 0;
  /** elements of each open array or object, outermost first */
  readonly #elements = new Uint32Array(BOUNDS.depth + 1);
  #inString = false;
  /** bytes of the open string so far */
  #length = 0;
  #isCut = false;
  #escapes = 0;
  /** bytes left of the current escape: one for "\\n", five for "\\u0041" */
  #escaped = 0;

  /**
   * @returns the bytes to be parsed
   * @throws HaloError `too-large`
   */
  read(bytes: Uint8Array): readonly Uint8Array[] {
    let at = 0;
    if (this.#kind === 'unknown') {
      while (at < bytes.length && BEFORE_JSON.has(bytes[at] as number)) at++;
      if (at === bytes.length) return [bytes];
      this.#kind = bytes[at] === LESS_THAN ? 'web page' : 'json';
    }
    if (this.#kind === 'web page') return [bytes];
    const kept: Uint8Array[] = [];
    let from = 0;
    for (let wasCut = this.#isCut; at < bytes.length; at++) {
      if (this.#inString) this.#character(bytes[at] as number);
      else this.#mark(bytes[at] as number);
      if (this.#isCut === wasCut) continue;
      wasCut = this.#isCut;
      if (wasCut) kept.push(bytes.subarray(from, at), CUT);
      else from = at;
    }
    if (!this.#isCut) kept.push(bytes.subarray(from));
    return kept;
  }

  #character(byte: number): void {
    this.#length++;
    if (this.#escaped > 0) {
      const isShort = this.#escaped === ESCAPE && byte !== LETTER_U;
      this.#escaped = isShort ? 0 : this.#escaped - 1;
    } else if (byte === QUOTE) {
      this.#inString = this.#isCut = false;
    } else {
      // never in the middle of an escape or of a UTF-8 character
      if (this.#length > LONGEST_STRING && (byte & 0xc0) !== 0x80) this.#isCut = true;
      if (byte === BACKSLASH) this.#escape();
    }
  }

  #escape(): void {
    this.#escaped = ESCAPE;
    if (++this.#escapes > BOUNDS.escapes) throw tooLarge(`more than ${BOUNDS.escapes} escapes`);
  }

  #mark(byte: number): void {
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        this.#length = 0;
        break;
      case COMMA:
        this.#next();
        break;
      case OPEN_ARRAY:
      case OPEN_OBJECT:
        this.#open();
        break;
      case CLOSE_ARRAY:
      case CLOSE_OBJECT:
        if (this.#depth > 0) this.#depth--;
        break;
    }
  }

  #open(): void {
    if (++this.#depth > BOUNDS.depth) throw tooLarge(`more than ${BOUNDS.depth} levels`);
    this.#elements[this.#depth] = 0;
    this.#next();
  }

  /** Counts one more value, and one more element of the innermost open array or object. */
  #next(): void {
    if (++this.#values > BOUNDS.values) throw tooLarge(`more than ${BOUNDS.values} values`);
    const elements = (this.#elements[this.#depth] ?? 0) + 1;
    this.#elements[this.#depth] = elements;
    if (elements > BOUNDS.rows) throw tooLarge(`more than ${BOUNDS.rows} rows`);
  }
}

/** Encodings in which JSON's punctuation has the same bytes as in UTF-8, and these bytes are never part of another character. */
const LIKE_UTF_8 = /^(?:utf-?8|us-ascii|ascii|latin1|iso-?8859-\d{1,2}|windows-125\d)$/i;

/**
 * First bytes of a UTF-16 byte order mark; no other text begins with them. The mark overrides the named charset (WHATWG Encoding,
 * "decode").
 */
const UTF_16_MARKS = new Set([0xfe, 0xff]);

/**
 * Whether the bytes can be counted as they arrive.
 * @param charset undefined if the answer names none
 */
export function countsAsBytes(charset: string | undefined, firstByte?: number): boolean {
  if (firstByte !== undefined && UTF_16_MARKS.has(firstByte)) return false;
  return charset === undefined || LIKE_UTF_8.test(charset);
}

const tooLarge = (detail: string) => new HaloError('too-large', { detail });
