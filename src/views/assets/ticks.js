// The ticks of a list. The portal stores them, and the page shows what is stored, also with a second tab open.
const OFTEN_ENOUGH_MS = 1_000;
const TICK = 'input[name="tick"]';
export const isTick = (element) => element?.matches?.(TICK) ?? false;

/** The number of all ticks of the list, as text. */
const ticked = (root = document) => root.querySelector('#tick-count b')?.textContent ?? '';
/** Of the ticks on this page, `checked` is what the visitor wants, and the attribute what is stored. */
const stored = (root) =>
  String([...root.querySelectorAll(TICK)].map(({ value, defaultChecked }) => value + defaultChecked));
/** The number of ticks on other pages of the list. Ticking here does not change it. */
const elsewhere = () => Number(ticked().replace(/\D/g, '')) - document.querySelectorAll(`${TICK}[checked]`).length;

export function followTicks(loadAgain) {
  let [onTheirWay, lookedAt] = [0, Date.now()];
  const before = elsewhere();
  document.addEventListener('change', ({ target }) => (onTheirWay += isTick(target) ? 1 : 0));

  document.addEventListener('htmx:finally:request', ({ detail }) => {
    const { sourceElement: tick, status, response } = detail.ctx;
    if (!isTick(tick)) return;
    // A tick that was not saved is undone.
    if (status === 'swapped' && response.status < 400) tick.defaultChecked = tick.checked;
    else tick.checked = tick.defaultChecked;
    document.querySelector('[data-count="ticked"]').textContent = ticked();
    onTheirWay = Math.max(0, onTheirWay - 1);
    // Another tab has changed ticks too. Do not reload the page while a tick is being saved.
    if (onTheirWay === 0 && elsewhere() !== before) loadAgain();
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
