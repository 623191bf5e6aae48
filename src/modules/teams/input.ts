import { randomUUID } from 'node:crypto';
import { validate } from 'uuid';
import { searchText } from '../../shared/text/index.js';

/** The fields of a form or of a query, as they came. */
export type Fields = Readonly<Record<string, unknown>>;

/** The UUID that a form was made with. A form without one, which no page of ours is, counts as a new one. */
export function formId({ id }: Fields): string {
  return typeof id === 'string' && validate(id) ? id.toLowerCase() : randomUUID();
}

/** A field as it was typed, to be shown again; what is no text is empty. */
export function typed(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** What is looked for, as far as a list reads it. */
export function searchOf({ q }: Fields): string {
  return searchText(q);
}

export function cursorOf({ after }: Fields): string | undefined {
  return typed(after) || undefined;
}
