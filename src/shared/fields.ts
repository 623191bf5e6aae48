/** The fields of a form or a query, not validated. */
export type Fields = Readonly<Record<string, unknown>>;
