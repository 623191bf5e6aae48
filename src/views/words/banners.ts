import { isolated } from '../../shared/text/isolated.js';
import type { BannerProps } from '../types.js';

/** The result of a command, as the value of `?done=`. */
export type Flash =
  | 'team-added'
  | 'team-renamed'
  | 'team-archived'
  | 'team-reopened'
  | 'person-added'
  | 'person-removed'
  | 'person-moved'
  | 'person-renamed'
  | 'credentials-stored'
  | 'credentials-removed'
  | 'test-just-begun'
  | 'cancel-asked'
  | 'cancelled'
  | 'run-changed'
  | 'removal-cancel-asked'
  | 'list-discarded'
  | 'cancel-too-late'
  | 'settings-saved'
  | 'form-not-kept'
  | 'catching-up'
  | 'no-worker';

const flashes: Readonly<Record<Flash, BannerProps>> = {
  'team-added': { kind: 'success', title: 'The Team was added.' },
  'team-renamed': { kind: 'success', title: 'The Team was renamed.' },
  'team-archived': { kind: 'success', title: 'The Team was archived.' },
  'team-reopened': { kind: 'success', title: 'The Team is open again.' },
  'person-added': { kind: 'success', title: 'The person was added to the Team.' },
  'person-moved': { kind: 'success', title: 'The person was moved to the other Team.' },
  'person-renamed': { kind: 'success', title: 'The name was corrected.' },
  'person-removed': { kind: 'success', title: 'The person was removed from the Team.' },
  'credentials-stored': {
    kind: 'success',
    title: 'HaloPSA accepted the credentials.',
    text: 'They are stored with your reseller account, so you will not need to enter them again.',
  },
  'test-just-begun': {
    kind: 'info',
    title: 'A test began a few seconds ago, so no other one was started.',
    text: 'If its result is not below yet, load this page again in a moment.',
  },
  'credentials-removed': { kind: 'success', title: 'The HaloPSA credentials were removed.' },
  'cancel-asked': {
    kind: 'info',
    title: 'The import is being cancelled.',
    text: 'People who are imported already stay in the Team.',
  },
  'removal-cancel-asked': {
    kind: 'info',
    title: 'The removal is being cancelled.',
    text: 'People who are removed already stay removed.',
  },
  'list-discarded': {
    kind: 'success',
    title: 'The list was thrown away.',
    text: 'Nothing was imported from it. Load its group again at any time.',
  },
  cancelled: {
    kind: 'info',
    title: 'The import was cancelled.',
    text: 'People who were imported before stay in the Team; those who were waiting are left out.',
  },
  'run-changed': {
    kind: 'warning',
    title: 'Something has changed since you looked at this run.',
    text: 'What changed was not confirmed or skipped. Look at it below, then decide again.',
  },
  'cancel-too-late': {
    kind: 'info',
    title: 'It was too late to cancel this import.',
    text: 'Everyone in it had already been decided. People who should not be in the Team can be removed there.',
  },
  'settings-saved': { kind: 'success', title: 'Your settings are saved.' },
  'form-not-kept': {
    kind: 'warning',
    title: 'Your last form was not sent, and it could not be kept.',
    text: 'Your session had ended, and a form waits for half an hour. Enter it again.',
  },
  'catching-up': {
    kind: 'info',
    title: 'Your change is stored, and this page is catching up.',
    text: 'Load the page again in a moment to see it.',
  },
  'no-worker': {
    kind: 'warning',
    title: 'Your change is stored, but cannot be shown yet.',
    text: 'The part of the portal that updates these pages is not running. If you still do not see your change after a few minutes, tell the people who run this portal.',
  },
};

/** No worker is running. A reseller's admin cannot start one, but can tell the operator. */
export const noWorker = {
  kind: 'warning',
  title: 'The part of the portal that loads and imports people is not running.',
  text: 'Nothing is lost: the work goes on by itself as soon as it runs again. If you still see this after a few minutes, tell the people who run this portal.',
} as const;

/** What was done to a person who is still known. */
const namedFlashes: Partial<Record<Flash, (name: string) => string>> = {
  'person-added': (name) => `${name} was added to the Team.`,
  'person-moved': (name) => `${name} was moved to this Team.`,
  'person-renamed': (name) => `The name was corrected to ${name}.`,
};

/**
 * The banner for `?done=…` after a redirect. In: any query value. Out: undefined for an unknown one.
 * @param name of the person it is about, if known
 */
export function flash(done: unknown, name = ''): BannerProps | undefined {
  if (typeof done !== 'string' || !Object.hasOwn(flashes, done)) return undefined;
  const named = name === '' ? undefined : namedFlashes[done as Flash];
  return { ...flashes[done as Flash], ...(named && { title: named(isolated(name)) }) };
}

/** The banner of a page to which a form has returned that was sent without a session. */
export type CameBackAs = 'form' | 'form-with-secret' | 'question' | 'too-long' | 'ticks' | 'ticks-not-possible';

const ENDED = 'Your session had ended, so nothing was sent.';

export function cameBack(as: CameBackAs): BannerProps {
  switch (as) {
    case 'form':
      return { kind: 'info', title: ENDED, text: 'Below is what you entered. Check it, then send it again.' };
    case 'form-with-secret':
      return {
        kind: 'info',
        title: ENDED,
        text: 'Below is what you entered, without the Client Secret, which is never kept: enter it again.',
      };
    case 'question':
      return { kind: 'info', title: ENDED, text: 'If you still want it, press the button again.' };
    case 'too-long':
      return { kind: 'warning', title: ENDED, text: 'What you entered was too long to be kept. Enter it again.' };
    case 'ticks':
      return { kind: 'success', title: 'Your session had ended. Your last change to the ticks was made again.' };
    case 'ticks-not-possible':
      return {
        kind: 'warning',
        title: 'Your session had ended, and your last change to the ticks was not made.',
        text: 'Check who is ticked, then go on.',
      };
  }
}

/** The notice of a history list that lags behind the log. */
export function behindBanner(why: 'catching-up' | 'no-worker' | undefined): BannerProps | undefined {
  if (why === 'no-worker') return noWorker;
  if (why === undefined) return undefined;
  return {
    kind: 'info',
    title: 'This page is catching up.',
    text: 'What happened in the last moments is not shown here yet. Load the page again in a moment.',
  };
}
