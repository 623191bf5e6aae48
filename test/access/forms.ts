import { decode } from './html.js';

/** The fields of a form of a page, as a browser would send them with its first button. @param action where the form is sent */
export function fieldsOf(html: string, action: string): Record<string, string | string[]> {
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(html)?.[1];
  if (form === undefined) throw new Error(`There is no form for ${action} on the page.`);
  const fields: Record<string, string | string[]> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(input, 'name');
    const choice = /type="(checkbox|radio)"/.test(input);
    if (!name || (choice && !/\bchecked\b/.test(input))) continue;
    const value = attribute(input, 'value') ?? '';
    fields[name] = name === 'tick' ? [...[fields[name] ?? []].flat(), value] : value;
  }
  return fields;
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : decode(value);
}
