import { randomUUID } from 'node:crypto';
import { validate } from 'uuid';
import type { Fields } from '../../shared/fields.js';
import { searchText } from '../../shared/text/index.js';

/** The UUID that the form was created with. A form without one, which our pages never send, counts as a new one. */
export function formId({ id }: Fields): string {
  return idIn(id) ?? randomUUID();
}

/** A field as typed, to show it again; empty if it is not text. */
export function typed(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The search text, as far as a list reads it. */
export function searchOf({ q }: Fields): string {
  return searchText(q);
}

export function cursorOf({ after }: Fields): string | undefined {
  return typed(after) || undefined;
}

/** A UUID in a field or an address; null if it is something else. */
export const idIn = (value: unknown): string | null =>
  typeof value === 'string' && validate(value) ? value.toLowerCase() : null;
