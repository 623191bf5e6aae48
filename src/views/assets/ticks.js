// The portal keeps the ticks of a list. The page shows them as they are kept, after Back and with a second tab open too.
(() => {
  const roster = document.querySelector('form[data-keeps-place]');
  const isTick = (element) => element?.matches?.('input[name="tick"]') ?? false;
  const ticksOf = (root) =>
    [...root.querySelectorAll('input[name="tick"]')].map(({ value, checked }) => value + checked);
  const ticked = (root = document) => root.querySelector('#tick-count b')?.textContent;
  const number = (text) => Number(text?.replace(/\D/g, ''));
  const loadAgain = () => document.dispatchEvent(new Event('portal:load-again'));

  // Browsers restore check boxes and radio buttons as they were when the page was left.
  function asServed() {
    if (performance.getEntriesByType('navigation')[0]?.type === 'navigate') return;
    for (const box of document.querySelectorAll('[autocomplete="off"] :is([type="checkbox"], [type="radio"])'))
      box.checked = box.defaultChecked;
  }
  const typed = () => String([...document.querySelectorAll('form.form .input')].map(({ value }) => value));
  let typedAtFirst;
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && typed() === typedAtFirst) return location.reload();
    if (persisted) return;
    asServed();
    typedAtFirst = typed();
  });

  if (!roster) return;

  // The page is not loaded again while a tick is on its way.
  let onTheirWay = 0;
  let before = number(ticked());
  let isStale = false;
  document.addEventListener('change', ({ target }) => (onTheirWay += isTick(target) ? 1 : 0));
  document.addEventListener('htmx:finally:request', ({ detail }) => {
    if (!isTick(detail.ctx.sourceElement)) return;
    onTheirWay = Math.max(0, onTheirWay - 1);
    if (isStale && onTheirWay === 0) loadAgain();
  });
  // One tick changes the number by one. Any other step means that another tab has changed ticks too.
  document.addEventListener('htmx:after:swap', ({ detail }) => {
    const { sourceElement, request, response } = detail.ctx;
    if (!isTick(sourceElement) || !(request.body instanceof URLSearchParams)) return;
    // a refusal changes no number, and its words stay
    if (response.status >= 400) return;
    const step = request.body.getAll('tick').includes(sourceElement.value) ? 1 : -1;
    const after = number(ticked());
    isStale ||= after !== before + step;
    before = after;
  });

  // A tab that is shown again compares its ticks with the portal's.
  const OFTEN_ENOUGH_MS = 1_000;
  let lookedAt = Date.now();
  async function look() {
    if (document.hidden || onTheirWay > 0 || Date.now() - lookedAt < OFTEN_ENOUGH_MS) return;
    lookedAt = Date.now();
    const answer = await fetch(location.href, { redirect: 'manual' }).catch(() => null);
    if (!answer?.ok || answer.headers.get('X-Portal') !== 'answer') return;
    const now = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (onTheirWay > 0) return;
    if (ticked(now) !== ticked() || String(ticksOf(now)) !== String(ticksOf(document))) loadAgain();
  }
  document.addEventListener('visibilitychange', look);
  addEventListener('focus', look);
})();
