import type { RemotePage } from './page.js';

/** A desk, the widths at which columns were squeezed, and a phone. */
export const WIDTHS = [1280, 961, 853, 794, 700, 641, 390] as const;

const CHECKS: Readonly<Record<string, string>> = {
  'is wider than the window by': `(() => {
    const by = document.documentElement.scrollWidth - innerWidth;
    return by > 0 ? [by + ' px'] : [];
  })()`,

  'breaks the word': `(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const broken = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (!text.parentElement.checkVisibility() || text.parentElement.closest('.visually-hidden, .email')) continue;
      for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\p{N}]{2,24}/gu)) {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 1).map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    }
    return broken;
  })()`,

  'puts the search button below the field in': `[...document.querySelectorAll('.search-input')].filter((field) => {
    const button = field.parentElement.querySelector('button, .button');
    if (!button || !button.checkVisibility()) return false;
    const [left, right] = [field.getBoundingClientRect(), button.getBoundingClientRect()];
    return right.top >= left.bottom || right.left < left.right;
  }).map(({ className }) => className)`,

  'takes the role from the list': `[...document.querySelectorAll('ul, ol')].filter((list) =>
    getComputedStyle(list).listStyleType === 'none' && list.getAttribute('role') !== 'list'
  ).map(({ outerHTML }) => outerHTML.slice(0, 60))`,
};

/** What is wrong with the layout of the page at each width. */
export async function layoutFaults({ remote }: RemotePage, page: string): Promise<string[]> {
  const faults: string[] = [];
  for (const wanted of WIDTHS) {
    const width = await remote.resize(wanted, 860);
    for (const [fault, check] of Object.entries(CHECKS)) {
      const found = (await remote.evaluate(check)) as string[];
      const each = [...new Set(found)];
      const more = each.length > 3 ? `, and ${each.length - 3} more` : '';
      if (each.length > 0) faults.push(`${page} at ${width} px ${fault} ${each.slice(0, 3).join(', ')}${more}`);
    }
  }
  await remote.resize(1280, 860);
  return faults;
}
