import { momentText } from '../components/time.js';
import type { BannerProps } from '../types.js';

/** What every page says while the log cannot be used; undefined while it can. */
export function logBanner(
  log: {
    readonly trouble: 'unreachable' | 'restored' | 'moved' | undefined;
    readonly answeredAt: Date;
  },
  zone?: string,
): BannerProps | undefined {
  switch (log.trouble) {
    case undefined:
      return undefined;
    case 'unreachable':
      return {
        kind: 'warning',
        title: `This page shows the state of ${momentText(log.answeredAt, zone)}.`,
        text: 'The history cannot be reached. People you add and imports you start are stored, and appear by themselves when it is back.',
      };
    case 'restored':
      return {
        kind: 'error',
        title: 'Changes wait until the history is repaired.',
        text: 'An older copy of the history was restored, and this page shows what was known before. Tell the people who run this portal.',
      };
    case 'moved':
      return {
        kind: 'warning',
        title: 'Changes wait while the history is moved to another server.',
        text: 'People you add and imports you start are stored, and appear by themselves after that.',
      };
  }
}
