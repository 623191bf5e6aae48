import { addressFault, oneLine, readAddress, type AddressFault } from '../shared/text/index.js';
import type { BlockReason } from '../facts/index.js';
import { isolated } from './components/name.js';
import type { BannerProps, Role } from './types.js';

/**
 * The one place where codes become sentences. Every switch names each code, so that a new one does not compile until it has words.
 * A sentence says what happened and what to do next, and never names another Team or reseller.
 */

/**
 * Beside a red X: why a person cannot be imported.
 * @param email as it is stored: what is wrong with it is read from it, so the history needs no more than its code
 */
export function blockReason(reason: BlockReason, email: string | null): string {
  switch (reason) {
    case 'no-email':
      return 'No email address';
    case 'malformed-email':
      return addressFault(readAddress(email).fault ?? 'not-usable');
    case 'duplicate-in-list':
      return 'Same email address twice in this list';
    case 'already-in-this-team':
      return 'Already in this Team';
    case 'already-has-account':
      return 'Already has an account in BrainStation';
    case 'gone-from-list':
      return 'No longer in the list in HaloPSA';
  }
}

/** What somebody can do about it. */
export function blockAdvice(reason: BlockReason): string {
  switch (reason) {
    case 'no-email':
      return 'Add the email address in HaloPSA, then load the list again.';
    case 'malformed-email':
      return 'Correct the email address in HaloPSA, then load the list again.';
    case 'duplicate-in-list':
      return 'Another person of this list keeps the address. Give each person an address of their own in HaloPSA.';
    case 'already-in-this-team':
      return 'Nothing to do: the account exists.';
    case 'already-has-account':
      return 'One email address has one account. Use another address, or have the other account removed first.';
    case 'gone-from-list':
      return 'Load the list again to see who is in it now.';
  }
}

export type Outcome = 'imported' | 'rejected' | 'already-in-team' | 'left-out' | 'waiting';

/** The words of the sum, after the number. */
export function outcomeWord(outcome: Outcome): string {
  switch (outcome) {
    case 'imported':
      return 'imported';
    case 'rejected':
      return 'rejected';
    case 'already-in-team':
      return 'already in this Team';
    case 'left-out':
      return 'left out';
    case 'waiting':
      return 'waiting';
  }
}

export function roleName(role: Role): string {
  switch (role) {
    case 'admin':
      return 'Reseller admin';
    case 'auditor':
      return 'Auditor';
    case 'client-admin':
      return 'Client admin';
  }
}

export type NameProblem = 'missing' | 'too-long' | { readonly looksLike: string };

/** Said above the form, which comes back as it was typed. */
export function tooManyAdded(what: 'people' | 'Teams', waitSeconds: number): string {
  const limit =
    what === 'people' ? 'You can add 60 people a minute by hand.' : 'You can add or change 60 Teams a minute.';
  return `${limit} ${waitFor(waitSeconds)}, then send this form again.`;
}

export const tooManyLists =
  '100 lists of your reseller account are open. Import one of them, stop one that is still loading, or wait: a list that is not used for an hour closes by itself.';

export function waitFor(seconds: number): string {
  return seconds === 1 ? 'Wait 1 second' : `Wait ${seconds} seconds`;
}

export function teamNameProblem(problem: NameProblem): string {
  if (typeof problem === 'object') {
    return `You already have a Team that looks like this: “${isolated(problem.looksLike)}”. Choose another name.`;
  }
  switch (problem) {
    case 'missing':
      return 'Enter a name for the Team, such as the name of the client company.';
    case 'too-long':
      return 'Shorten the name: a Team’s name has at most 100 characters.';
  }
}

export function personNameProblem(problem: 'missing' | 'too-long'): string {
  return problem === 'missing'
    ? 'Enter the person’s name.'
    : 'Shorten the name: a person’s name has at most 200 characters.';
}

export type EmailProblem = AddressFault | 'already-in-this-team' | 'already-has-account';

export function emailProblem(problem: EmailProblem): string {
  switch (problem) {
    case 'missing':
      return 'Enter the person’s email address.';
    case 'two-ats':
      return 'Enter one email address: this has more than one @.';
    case 'too-long':
      return 'Enter a shorter email address: it has at most 254 characters, and 64 of them before the @.';
    case 'not-complete':
      return 'Enter a whole email address, such as name@example.com.';
    case 'not-usable':
      return 'Check the email address: a blank, a dot or another character is in a place where it cannot be.';
    case 'already-in-this-team':
      return 'Somebody with this email address is already in this Team.';
    case 'already-has-account':
      return 'This email address already has an account in BrainStation. Use another address, or have the other account removed first.';
  }
}

export type SignInProblem = 'missing' | 'wrong' | 'too-many';

/** @param waitMinutes after too many attempts: how long to wait */
export function signInProblem(problem: SignInProblem, waitMinutes = 15): string {
  switch (problem) {
    case 'missing':
      return 'Enter your email address and your password.';
    case 'wrong':
      return 'The email address and the password do not belong together. Check both and try again.';
    case 'too-many':
      return `There were too many attempts to sign in. Try again in ${waitMinutes === 1 ? '1 minute' : `${waitMinutes} minutes`}.`;
  }
}

/** A person whose name HaloPSA left empty. */
export function personName(name: string): string {
  return oneLine(name) === '' ? 'No name' : name;
}

export type Flash =
  | 'team-added'
  | 'team-renamed'
  | 'team-archived'
  | 'team-reopened'
  | 'person-added'
  | 'person-removed'
  | 'credentials-stored'
  | 'credentials-removed'
  | 'cancel-asked'
  | 'cancelled'
  | 'cancel-too-late'
  | 'form-not-kept'
  | 'catching-up'
  | 'no-worker';

const flashes: Readonly<Record<Flash, BannerProps>> = {
  'team-added': { kind: 'success', title: 'The Team was added.' },
  'team-renamed': { kind: 'success', title: 'The Team was renamed.' },
  'team-archived': { kind: 'success', title: 'The Team was archived.' },
  'team-reopened': { kind: 'success', title: 'The Team is open again.' },
  'person-added': { kind: 'success', title: 'The person was added to the Team.' },
  'person-removed': { kind: 'success', title: 'The person was removed from the Team.' },
  'credentials-stored': {
    kind: 'success',
    title: 'HaloPSA accepted the credentials.',
    text: 'They are stored with your reseller account, so you will not need to enter them again.',
  },
  'credentials-removed': { kind: 'success', title: 'The HaloPSA credentials were removed.' },
  'cancel-asked': {
    kind: 'info',
    title: 'The import is being cancelled.',
    text: 'People who are imported already stay in the Team.',
  },
  cancelled: {
    kind: 'info',
    title: 'The import was cancelled.',
    text: 'People who were imported before stay in the Team; those who were waiting are left out.',
  },
  'cancel-too-late': {
    kind: 'info',
    title: 'It was too late to cancel this import.',
    text: 'Everybody in it had been decided already. People who should not be in the Team can be removed there.',
  },
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

/** No process does the work at the moment. A reseller's admin cannot start one: they tell those who can. */
export const noWorker = {
  kind: 'warning',
  title: 'The part of the portal that loads and imports people is not running.',
  text: 'Nothing is lost: the work goes on by itself as soon as it runs again. If you still see this after a few minutes, tell the people who run this portal.',
} as const;

/** The banner for `?done=…` after a redirect. In: the query value, whatever it is. Out: nothing for a word we do not know. */
export function flash(done: unknown): BannerProps | undefined {
  return typeof done === 'string' && Object.hasOwn(flashes, done) ? flashes[done as Flash] : undefined;
}

/** What a page says to which a form has come back that was sent without a session. */
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

/** What a list of the history says while it does not show the last moments. */
export function behindBanner(why: 'catching-up' | 'no-worker' | undefined): BannerProps | undefined {
  if (why === 'no-worker') return noWorker;
  if (why === undefined) return undefined;
  return {
    kind: 'info',
    title: 'This page is catching up.',
    text: 'What happened in the last moments is not shown here yet. Load the page again in a moment.',
  };
}
