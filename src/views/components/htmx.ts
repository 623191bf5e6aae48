/**
 * For every element that htmx sends a request for: an answer that is an error goes to the corner of the page, and what was there stays.
 * (A name with a colon in it cannot be written as a TSX attribute.)
 */
export const errorsAside: Readonly<Record<string, string>> = {
  'hx-status:4xx': 'target:#notices swap:innerHTML',
  'hx-status:5xx': 'target:#notices swap:innerHTML',
};
