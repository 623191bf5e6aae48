const format = new Intl.NumberFormat('en-GB');

/** 1204 → "1,204" */
export function count(value: number): string {
  return format.format(value);
}

/** 1 → "1 person", 1204 → "1,204 people" */
export function people(value: number): string {
  return `${count(value)} ${value === 1 ? 'person' : 'people'}`;
}
