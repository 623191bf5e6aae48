/**
 * Which rows the activity filters show: `activeinactive` if it is sent (`active`, `inactive`, `all`; the values are a guess), otherwise
 * `includeactive` and `includeinactive`.
 */
export function shownBy(query: Query): { readonly active: boolean; readonly inactive: boolean } {
  const wanted = query.text('activeinactive')?.trim().toLowerCase();
  if (wanted === 'active' || wanted === 'inactive' || wanted === 'all')
    return { active: wanted !== 'inactive', inactive: wanted !== 'active' };
  return { active: query.flag('includeactive', true), inactive: query.flag('includeinactive', false) };
}

/** The parameters of a request. Names are case-insensitive, as in .NET; the first of a repeated name counts. */
export class Query {
  private readonly values = new Map<string, string>();

  constructor(parameters: Iterable<readonly [string, string]>) {
    for (const [name, value] of parameters) {
      const key = name.toLowerCase();
      if (!this.values.has(key)) this.values.set(key, value);
    }
  }

  text(name: string): string | undefined {
    return this.values.get(name);
  }

  /** True or false as sent; `otherwise` if it is missing or neither. */
  flag(name: string, otherwise: boolean): boolean {
    const value = this.values.get(name)?.toLowerCase();
    return value === 'true' ? true : value === 'false' ? false : otherwise;
  }

  /** The integer sent; `undefined` if there is none. */
  number(name: string): number | undefined {
    const value = this.values.get(name)?.trim();
    return value !== undefined && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined;
  }

  /** Only the named parameters. */
  only(names: readonly string[]): Query {
    return new Query(
      names.flatMap((name) => (this.values.has(name) ? [[name, this.values.get(name) ?? ''] as const] : [])),
    );
  }

  /** A key that does not depend on the order of the parameters. */
  key(): string {
    return JSON.stringify([...this.values].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  toObject(): Record<string, string> {
    return Object.fromEntries(this.values);
  }
}
