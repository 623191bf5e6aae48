/**
 * For every element that sends a request by htmx: an error is shown in the corner of the page, and the element keeps its content.
 * (TSX cannot write attribute names that contain a colon.)
 */
export const errorsAside: Readonly<Record<string, string>> = {
  'hx-status:4xx': 'target:#notices swap:innerHTML',
  'hx-status:5xx': 'target:#notices swap:innerHTML',
};
