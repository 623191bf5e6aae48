// The ticks of a list. The portal stores them, and the page shows what is stored, also with a second tab open.
const OFTEN_ENOUGH_MS = 1_000;
const TICK = 'input[name="tick"]';
export const isTick = (element) => element?.matches?.(TICK) ?? false;
export const boxes = (root = document) => [...root.querySelectorAll(TICK)];

/** The number of all ticks of the list, as text. */
const ticked = (root = document) => root.querySelector('#tick-count b')?.textContent ?? '';
/** Of the ticks on this page, `checked` is what the visitor wants, and the attribute what is stored. */
const stored = (root) => String(boxes(root).map(({ value, defaultChecked }) => value + defaultChecked));
/** The number of ticks on other pages of the list. Ticking here does not change it. */
const elsewhere = () => Number(ticked().replace(/\D/g, '')) - document.querySelectorAll(`${TICK}[checked]`).length;

export function followTicks(loadAgain) {
  let [onTheirWay, sent, lookedAt] = [0, 0, Date.now()];
  let before = elsewhere();
  /** A search that was answered while a tick was on its way: its rows may not have that tick. */
  let searchAgain = null;
  document.addEventListener('htmx:config:request', ({ detail }) => {
    if (!isTick(detail.ctx.sourceElement)) return;
    onTheirWay += 1;
    sent += 1;
  });

  document.addEventListener('htmx:finally:request', ({ detail }) => {
    const { sourceElement: tick, range = [tick], status, response } = detail.ctx;
    if (!isTick(tick)) return;
    // A tick that was not saved is undone.
    const isSaved = status === 'swapped' && response.status < 400;
    for (const box of range) {
      if (isSaved) box.defaultChecked = box.checked;
      else box.checked = box.defaultChecked;
    }
    document.querySelector('[data-count="ticked"]').textContent = ticked();
    onTheirWay = Math.max(0, onTheirWay - 1);
    if (onTheirWay > 0) return;
    // Another tab has changed ticks too. Do not reload the page while a tick is being saved.
    if (elsewhere() !== before) return loadAgain();
    searchAgain?.dispatchEvent(new Event('input', { bubbles: true }));
    searchAgain = null;
  });

  document.addEventListener('htmx:before:request', ({ detail }) => (detail.ctx.ticksBefore = sent));
  document.addEventListener('htmx:before:swap', (event) => {
    const { target, sourceElement, ticksBefore } = event.detail.ctx;
    if (target?.id !== 'found' || (onTheirWay === 0 && sent === ticksBefore)) return;
    event.preventDefault();
    if (onTheirWay > 0) searchAgain = sourceElement;
    else sourceElement.dispatchEvent(new Event('input', { bubbles: true }));
  });
  document.addEventListener('htmx:after:swap', ({ detail }) => {
    if (detail.ctx.target?.id === 'found') before = elsewhere();
  });

  // A tab that becomes visible again compares its ticks with the portal's.
  async function look() {
    if (document.hidden || onTheirWay > 0 || Date.now() - lookedAt < OFTEN_ENOUGH_MS) return;
    lookedAt = Date.now();
    const answer = await fetch(location.href, { redirect: 'manual' }).catch(() => null);
    if (!answer?.ok || answer.headers.get('X-Portal') !== 'answer') return;
    const now = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (onTheirWay > 0) return;
    if (ticked(now) !== ticked() || stored(now) !== stored(document)) loadAgain();
  }
  document.addEventListener('visibilitychange', look);
  addEventListener('focus', look);
}
