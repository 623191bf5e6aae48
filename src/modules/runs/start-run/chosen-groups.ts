import type { Fields } from '../../../shared/fields.js';
import { groupValue, parseGroupValue } from '../../credentials/index.js';

/** Values of groups in one field, because a page may not have a parameter for each: `client-12.list-3`. */
export const chosenText = (values: readonly string[]): string => values.join('.');

/** Far more than a run may have: the page says that they are too many. */
const MOST = 300;

/**
 * The chosen groups after a page of the form: those chosen before, without those that the page showed, and those that are ticked on it.
 * Each once, in the order in which they were chosen.
 */
export function readChosen({ chosen, shown, group, without }: Fields): string[] {
  const ticked = valuesIn(group);
  const dropped = new Set([...valuesIn(shown).filter((value) => !ticked.includes(value)), ...valuesIn(without)]);
  return [...new Set([...valuesIn(chosen), ...ticked])].filter((value) => !dropped.has(value)).slice(0, MOST);
}

/** Texts of one or several values, as far as they are values of clients and lists. */
function valuesIn(field: unknown): string[] {
  return [field]
    .flat()
    .flatMap((text) => (typeof text === 'string' ? text.split('.') : []))
    .flatMap((text) => {
      const key = parseGroupValue(text);
      return key && key.kind !== 'site' ? [groupValue(key)] : [];
    });
}
