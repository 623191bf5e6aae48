/** In place of the name of a person who has no account of the portal any more. */
export const SOMEBODY = 'Somebody who no longer signs in';
