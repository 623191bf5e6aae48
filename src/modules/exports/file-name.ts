import { create } from 'content-disposition';
import type { Day } from '../../shared/days.js';
import { folded } from '../../shared/text/index.js';

/** The longest name, in characters: file systems take 255 bytes, and a date follows. */
const LONGEST = 50;
/** What file systems do not take, and what does not show. */
const NOT_IN_NAMES = /[\u0000-\u001f\u007f"*/:<>?\\|\p{Cf}\s]+/gu;

/**
 * The header that names a download (RFC 6266), also for programs that know ASCII only.
 * @param name what is in the file; may contain the name of a Team or a group
 */
export function contentDisposition(name: string, exportedOn: Day, extension: string): string {
  const cut = [...name.replace(NOT_IN_NAMES, ' ').trim()].slice(0, LONGEST).join('').trim();
  const shown = `${cut}, exported ${exportedOn}`;
  const plain = folded(shown)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '');
  return create(`${shown}.${extension}`, { fallback: `${plain}.${extension}` });
}
