/** What a list is sorted by. In a URL: `people`, or `-people` from the greatest. */
export interface ListOrder<By extends string> {
  readonly by: By;
  readonly desc: boolean;
}

/** @returns the first of the names, ascending, for a value that is not one of them */
export function readOrder<By extends string>(value: unknown, names: readonly [By, ...By[]]): ListOrder<By> {
  const desc = typeof value === 'string' && value.startsWith('-');
  const by = names.find((name) => name === (desc ? value.slice(1) : value));
  return by === undefined ? { by: names[0], desc: false } : { by, desc };
}

/** @returns null for the order that a list has without asking for one */
export function orderText<By extends string>(
  { by, desc }: ListOrder<By>,
  [usual]: readonly [By, ...By[]],
): string | null {
  return by === usual && !desc ? null : `${desc ? '-' : ''}${by}`;
}
