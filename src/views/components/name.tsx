import type { ComponentChildren, VNode } from 'preact';

export { isolated } from '../../shared/text/isolated.js';

/**
 * Text from people or from HaloPSA: names of people, Teams, groups and resellers, addresses, hosts, searches. It may run from right to
 * left, and must not change the order of the words around it. `Name` isolates it in a page, `isolated` in plain text: titles, attributes,
 * and sentences that `Sentence` shows. An option that is only a name has `dir="auto"` instead, because the keyboard finds options by their
 * first letters.
 */
const ISOLATED = /\u2068([^\u2068\u2069]*)\u2069/;

/** Longer than any real word, so it may be broken. A hyphen or a slash is a good place to break. */
const ENDLESS = /[^\s/\u2010\u2013-]{21}/u;

export function isMarked(text: string): boolean {
  return ISOLATED.test(text);
}

export function Name({ children }: { children: string }): VNode {
  const isAddress = ADDRESS.test(children);
  const isShort = isAddress && children.length <= SHORT_ADDRESS;
  const parts = isAddress && !isShort ? children.split(/(?=[@.])/) : [children];
  const isEndless = !isShort && parts.some((part) => ENDLESS.test(part));
  return <bdi class={isEndless ? 'endless' : undefined}>{breakable(parts)}</bdi>;
}

/** A sentence whose names are marked by `isolated`. */
export function Sentence({ children }: { children: string }): VNode {
  // The pattern has one group, so every second part is a name.
  return <>{children.split(ISOLATED).map((part, index) => (index % 2 ? <Name key={index}>{part}</Name> : part))}</>;
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Characters that every screen has room for on one line. */
const SHORT_ADDRESS = 24;

function breakable(parts: readonly string[]): ComponentChildren {
  return parts.map((part, index) => (
    <>
      {index > 0 && <wbr />}
      {part}
    </>
  ));
}
