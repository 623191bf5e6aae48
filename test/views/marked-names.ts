import { cloneElement, isValidElement, type VNode } from 'preact';

/** Surround each name of a marked page: our own text never contains these characters. */
const BEGIN = '\ue000';
const END = '\ue001';

/** What holds text that comes from people or from HaloPSA. */
const NAMES = new Set(
  'name email resellerName by group groupName host signInHost storedSignInHost otherSignInHost sentTo site q tenantId clientId baseUrl keeper nowCalled previousName teamNames'.split(
    ' ',
  ),
);

/** The same page with every name between marks. */
export function marked(page: VNode): VNode {
  return cloneElement(page, mark(page.props) as object);
}

function mark(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return NAMES.has(key) && value !== '' ? `${BEGIN}${value}${END}` : value;
  if (Array.isArray(value)) return value.map((each) => mark(each, key));
  if (value instanceof Map) return new Map([...value].map(([id, each]) => [id, mark(each, key)]));
  if (value === null || typeof value !== 'object' || value instanceof Date || isValidElement(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mark(each, name)]));
}

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);
/** Sent or followed, and not shown. */
const NOT_SHOWN = new Set(['href', 'action', 'hx-get', 'hx-post', 'id', 'for']);

/** Where a marked name is not isolated from the text around it. */
export function unisolated(html: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  for (const [token, close, tag = '', attributes = ''] of html.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/g,
  )) {
    if (tag === '') {
      if (token.includes(BEGIN) && !isIsolatedText(token, open)) found.push(`${open.slice(-3).join(' > ')}: ${token}`);
    } else if (close) open.pop();
    else {
      found.push(...inAttributes(tag, attributes));
      // An option is shown apart from all other text.
      const apart = tag === 'option' && attributes.includes(' dir="auto"');
      if (!VOID.has(tag) && !token.endsWith('/>')) open.push(apart ? 'bdi' : tag);
    }
  }
  return found;
}

function isIsolatedText(text: string, open: readonly string[]): boolean {
  return open.includes('bdi') || withoutIsolated(text);
}

const withoutIsolated = (text: string) => !text.replace(/\u2068[^\u2068\u2069]*\u2069/g, '').includes(BEGIN);

function inAttributes(tag: string, attributes: string): string[] {
  const hidden = tag === 'input' && / type="(hidden|checkbox|radio)"/.test(attributes);
  return [...attributes.matchAll(/\s([^\s=>]+)="([^"]*)"/g)].flatMap(([, name = '', value = '']) => {
    if (!value.includes(BEGIN) || NOT_SHOWN.has(name)) return [];
    if (name === 'value' && (hidden || tag !== 'input' || / dir="(auto|ltr)"/.test(attributes))) return [];
    return withoutIsolated(value) ? [] : [`${tag} ${name}: ${value}`];
  });
}
