/**
 * The kinds of error that are expected. They know nothing of HTTP; one filter turns them into pages. Whatever else is thrown is a fault
 * of ours: it is logged, and shown as a neutral sentence.
 */

/** There is no such thing, or it belongs to another reseller or Team: from outside the two look the same. */
export class NotFound extends Error {
  constructor(what = 'This page') {
    super(`${what} does not exist, or is not yours to see.`);
    this.name = 'NotFound';
  }
}

/** The visitor's role does not allow this. */
export class NotAllowed extends Error {
  constructor(message = 'Your role does not include this page.') {
    super(message);
    this.name = 'NotAllowed';
  }
}

/** Allowed in principle, but not in the present state of things. The message is shown: what happened, and what to do next. */
export class NotPossibleNow extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotPossibleNow';
  }
}

/** Done too often in a while. The message is shown, with when to do it again. */
export class TooOften extends Error {
  constructor(
    message: string,
    readonly waitSeconds: number,
  ) {
    super(message);
    this.name = 'TooOften';
  }
}

/** Nobody is signed in, or not any more. Pages lead to the sign-in page and back. */
export class NotSignedIn extends Error {
  constructor() {
    super('You are signed out. Sign in, then do it again.');
    this.name = 'NotSignedIn';
  }
}
