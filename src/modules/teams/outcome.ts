import type { Appended, Position } from '../../event-store/index.js';

/**
 * What became of a command: done, and where its last fact stands (undefined: there was nothing left to do), or refused, with codes
 * for which the page has the words.
 */
export type Outcome<Refusal = never> =
  | { readonly position: Position | undefined; readonly refused?: undefined }
  | { readonly refused: Refusal; readonly position?: undefined };

export const done = (appended: Appended | undefined) => ({ position: appended?.position });
