// Rows with a box each: the whole row is its target, and Shift extends a choice to a range, which is saved with one request.
import { boxes, isTick } from './ticks.js';

const ROW = '.people tbody tr';
/** What a click is for already. */
const OWN = 'a, button, input, label, select, summary';
const boxIn = (row) => boxes(row)[0];

/** The box that was changed last: a range begins there. */
let from = null;
/** Shift was held at the last press of a button or a key. */
let shift = false;

/** The boxes from one to another, in the order of the rows. */
function between(one, other) {
  const all = boxes();
  const [first, last] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(first, last + 1);
}

/** The form has the ticks of the whole page; the portal sets those of `shown`. */
function save(range) {
  const shown = range.map(({ value }) => value).join(',');
  const [source] = range;
  const path = source.form.getAttribute('action');
  void window.htmx.ajax('POST', `${path}/ticks`, {
    source,
    range,
    values: { shown },
    target: '#tick-bar',
    swap: 'outerMorph',
  });
}

// ── The row ── A click that ends a selection of text changes nothing, and neither does a double click.
const hasMarked = (row) => !getSelection().isCollapsed && getSelection().containsNode(row, true);
let clicked = null;
function clickRow(event) {
  const row = event.target.closest(ROW);
  const box = row && !event.target.closest(OWN) && boxIn(row);
  if (!box) return;
  const again = event.detail === 2 && clicked === box;
  clicked = null;
  if (!again && (event.detail > 1 || hasMarked(row))) return;
  if (!again) clicked = box;
  box.click();
}

// ── Shift and a click ── The boxes from the one changed last become as this one.
function changeRange(event) {
  const box = event.target;
  if (!isTick(box)) return;
  const start = from;
  from = box;
  if (!shift || !start?.isConnected || start === box) return;
  // htmx would send this box alone.
  event.stopImmediatePropagation();
  const range = between(start, box).filter((one) => one === box || one.checked !== box.checked);
  for (const one of range) one.checked = box.checked;
  save(range);
}

// ── Shift and an arrow ── The range follows the focus, and is saved when Shift is released.
let held = null;
function extend(event) {
  const { key, target: box } = event;
  if (!event.shiftKey || !/^Arrow(?:Up|Down)$/.test(key) || !isTick(box)) return;
  event.preventDefault();
  const all = boxes();
  const to = all[all.indexOf(box) + (key === 'ArrowDown' ? 1 : -1)];
  if (!to) return;
  held ??= {
    start: box,
    ticked: from === box ? box.checked : true,
    before: new Map(all.map((one) => [one, one.checked])),
  };
  const range = new Set(between(held.start, to));
  for (const one of all) one.checked = range.has(one) ? held.ticked : held.before.get(one);
  to.focus();
}
function release() {
  const changed = held ? [...held.before].filter(([box, was]) => box.isConnected && box.checked !== was) : [];
  if (held) from = held.start;
  held = null;
  if (changed.length > 0) save(changed.map(([box]) => box));
}

export function followRows() {
  document.addEventListener('pointerdown', (event) => (shift = event.shiftKey), true);
  document.addEventListener('keydown', (event) => (shift = event.shiftKey), true);
  // Shift and a click would mark the text between.
  document.addEventListener('mousedown', (event) => {
    if (event.shiftKey && event.target.closest(`${ROW}:has(input)`) && !event.target.closest('a'))
      event.preventDefault();
  });
  document.addEventListener('click', clickRow);
  document.addEventListener('change', changeRange, true);
  document.addEventListener('keydown', extend);
  document.addEventListener('keyup', ({ key }) => key === 'Shift' && release());
  addEventListener('blur', release);
}
