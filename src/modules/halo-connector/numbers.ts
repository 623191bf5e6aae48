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

/** How many rows HaloPSA says there are: within its 32 bits. @returns null for what is no such number */
export function countOf(value: unknown): number | null {
  const count = wholeNumber(value);
  return count !== null && count >= 0 && count <= 2_147_483_647 ? count : null;
}

/** `true`, `1`, `"true"`, `"1"`; a field that is left out is false. */
export function truth(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(true|1)$/i.test(value.trim()));
}
