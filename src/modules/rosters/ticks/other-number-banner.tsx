import { count, people } from '../../../views/components/number.js';
import type { BannerProps } from '../../../views/types.js';

/** @param done from the address, where anyone can write anything */
export function otherNumberBanner(done: unknown): BannerProps | undefined {
  const [, kind, now, said] =
    (typeof done === 'string' && /^(select|include|clear)-(\d{1,9})-(\d{1,9})$/.exec(done)) || [];
  if (kind === undefined) return undefined;
  const did = kind === 'clear' ? 'cleared' : 'ticked';
  return {
    kind: 'warning',
    title: `The list had changed: the button said ${count(Number(said))}, and ${people(Number(now))} ${Number(now) === 1 ? 'was' : 'were'} ${did}.`,
    text: 'Another import, or another tab, changed it after your page was shown. This page shows it as it is now.',
  };
}
