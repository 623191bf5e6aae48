/**
 * A path of ours that somebody else proposed (`?next=`), or undefined: nobody is sent to another site after signing in. Browsers read
 * `//host` and `/\host` as other hosts, and drop tabs and line ends on the way.
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

/** Where somebody who is not signed in goes first. @param next path to come back to, when it is one of ours */
export function signInPath(next: unknown): string {
  const path = localPath(next);
  return path && path !== '/' ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in';
}
