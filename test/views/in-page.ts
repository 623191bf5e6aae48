/** Functions that run inside a page, as text: they see the DOM, which the compiler of the tests does not know. */

/** Words of at most 20 letters or digits that are broken over two lines without a hyphen, with the text around them. */
export const brokenWords = `(() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (parentElement.closest('script, noscript, option, .visually-hidden')) continue;
    const whole = document.createRange();
    whole.selectNodeContents(texts.currentNode);
    if (whole.getClientRects().length < 2) continue;
    for (const { 0: word, index } of data.matchAll(/[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{N}]{2,}/gu)) {
      if (word.length > 20) continue;
      const range = document.createRange();
      range.setStart(texts.currentNode, index);
      range.setEnd(texts.currentNode, index + word.length);
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
      if (lines.size > 1) found.push(word + ' in “' + data.trim().slice(0, 60) + '”');
    }
  }
  return [...new Set(found)];
})()`;

/** How much wider than its screen the page is, and which elements stick out. */
export const tooWide = `(() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return [];
  const wide = [...document.querySelectorAll('main *')].filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5);
  return [over + ' px too wide: ' + wide.slice(0, 3).map((each) => each.tagName + '.' + each.className).join(', ')];
})()`;

/** What has the focus, and whether anything lies over its middle, its upper or its lower edge. */
export const focused = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { left, top, bottom, width, height } = element.getBoundingClientRect();
  const owner = element.closest('label') ?? element;
  const free = (y) => {
    const seen = document.elementFromPoint(left + width / 2, y);
    return seen !== null && (owner.contains(seen) || seen.contains(element));
  };
  const inset = Math.min(3, height / 4);
  const covered = [top + inset, top + height / 2, bottom - inset].some((y) => !free(y));
  return { name: element.id || element.textContent.trim().slice(0, 40), covered, y: Math.round(top) };
})()`;
