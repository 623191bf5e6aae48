/** Shown above the form, which comes back as typed. */
export function tooManyAdded(what: 'people' | 'Teams', waitSeconds: number): string {
  const limit =
    what === 'people' ? 'You can add 60 people a minute by hand.' : 'You can add or change 60 Teams a minute.';
  return `${limit} ${waitText(waitSeconds)}, then send this form again.`;
}

export const tooManyLists =
  '100 lists of your reseller account are open. Import one of them, stop one that is still loading, or wait: a list that is not used closes by itself after a time.';

export function waitText(seconds: number): string {
  return seconds === 1 ? 'Wait 1 second' : `Wait ${seconds} seconds`;
}
