/** HaloPSA sends numbers as `18`, `18.0` and `"18"`. @returns null if the value is not a whole number */
export function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** A HaloPSA id: positive (0 and -1 mean "none") and within 32 bits. @returns null for any other value */
export function haloId(value: unknown): number | null {
  const id = wholeNumber(value);
  return id !== null && id > 0 && id <= 2_147_483_647 ? id : null;
}

/** The number of rows that HaloPSA announces: 32 bits. @returns null if the value is not such a number */
export function countOf(value: unknown): number | null {
  const count = wholeNumber(value);
  return count !== null && count >= 0 && count <= 2_147_483_647 ? count : null;
}

/** True for `true`, `1`, `"true"` and `"1"`. An omitted field is false. */
export function truth(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(true|1)$/i.test(value.trim()));
}
