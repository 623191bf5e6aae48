export { addressFault } from './address-words.js';
export { domainKey, domainOf, emailKey, readAddress, type Address, type AddressFault } from './address.js';
export { bounded, lengthOf, oneLine } from './clean.js';
export { folded } from './fold.mjs';
export { hasLookAlikes, nameKey, shownDomain } from './look-alike.js';
export { isPublicMail } from './public-mail.js';
export { foldedAddress, likePatterns, searchable, searchText, sortKey } from './search.js';
export { withoutEnd, withoutEnds } from './ends.js';
export { isolated, withoutIsolation } from './isolated.js';
