/**
 * The path if it is one of ours, otherwise undefined: a `?next=` from a foreign link must not lead to another site after signing in.
 * Browsers read `//host` and `/\host` as other hosts, and ignore tabs and line ends.
 */
export function localPath(proposed: unknown): string | undefined {
  if (typeof proposed !== 'string' || proposed.length > 2_000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(proposed))
    return undefined;
  const url = URL.parse(proposed, 'http://portal.invalid');
  if (url?.origin !== 'http://portal.invalid' || url.username || /^\/(sign-in|sign-out)$/.test(url.pathname))
    return undefined;
  const path = url.pathname + url.search;
  return path.startsWith('//') ? undefined : path;
}

/** The sign-in page. @param next the path to return to, if it is one of ours */
export function signInPath(next: unknown): string {
  const path = localPath(next);
  return path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in';
}
