const LONGEST_EMAIL = 320;

/**
 * Text as it may be stored and shown: well-formed (a NUL or a lone surrogate would stop PostgreSQL), without control characters and line
 * ends, and without the marks that turn the direction of the text around them (U+202A–202E, U+2066–2069) or hide (U+200B, U+2060, U+FEFF):
 * with them a name could rewrite how its neighbours on the page read. Joiners (U+200C, U+200D) and the plain direction marks stay, because
 * Persian, Hindi, Arabic, Hebrew and emoji need them.
 *
 * @param longest in code points
 * @returns '' for what is no text
 */
export function cleanText(value: unknown, longest: number): string {
  if (typeof value !== 'string') return '';
  const text = shorten(value, longest)
    .toWellFormed()
    .replace(/[\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  return Array.from(text.trim()).slice(0, longest).join('').trim();
}

/**
 * An address as it was given, but for spaces and invisible characters at its ends. Inside, such a character becomes a space: dropping it
 * would make another address of it, and keeping it would make two that look the same. Either way the address is malformed, and stays so.
 * One that is cut keeps 320 characters, more than any address may have (254), so a cut never makes a good address of a bad one.
 */
export function cleanEmail(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = shorten(value.trim(), LONGEST_EMAIL)
    .toWellFormed()
    .replace(/^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  if (text === '') return null;
  const cut = value.trim().length > LONGEST_EMAIL * 4 || Array.from(text).length > LONGEST_EMAIL;
  return cut
    ? `${Array.from(text.padEnd(LONGEST_EMAIL))
        .slice(0, LONGEST_EMAIL - 1)
        .join('')}…`
    : text;
}

/** Bounds the work on a field of megabytes, with room for pairs of surrogates and for what will be dropped. */
function shorten(text: string, longest: number): string {
  return text.slice(0, longest * 4);
}

/** HaloPSA's numbers come as `18`, `18.0` and `"18"`. @returns null for all that is no whole number */
export function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** An id of HaloPSA: positive (0 and -1 mean "none") and within its 32 bits. */
export function haloId(value: unknown): number | null {
  const id = wholeNumber(value);
  return id !== null && id > 0 && id <= 2_147_483_647 ? id : null;
}

/** `true`, `1`, `"true"`, `"1"`; a field that is left out is false. */
export function truth(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(true|1)$/i.test(value.trim()));
}
