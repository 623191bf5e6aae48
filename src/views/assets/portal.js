// Small improvements to pages that also work without them. No page depends on this file.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const isTick = (element) => element?.matches?.('input[name="tick"]') ?? false;
const isPoll = (element) => element?.matches?.('[hx-trigger^="every"]') ?? false;

// ── Menus ── They are <details>: only one is open, and Escape or a click elsewhere closes it.
function closeMenus(except) {
  for (const menu of all('details.menu[open]')) if (menu !== except) menu.open = false;
}
document.addEventListener('click', (event) => closeMenus(event.target.closest('details.menu')));
document.addEventListener('focusin', (event) => closeMenus(event.target.closest('details.menu')));
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && event.target.closest?.('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

// ── Forms ── While one is being sent, its button shows a spinner, and a second press does nothing.
const LONGEST_WAIT = 30_000;
const said = document.createElement('p');
said.className = 'visually-hidden';
said.setAttribute('role', 'status');

function release(form) {
  delete form.dataset.sending;
  for (const button of all('button[aria-busy]', form)) button.removeAttribute('aria-busy');
}
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sending) return event.preventDefault();
  form.dataset.sending = 'yes';
  event.submitter?.setAttribute('aria-busy', 'true');
  said.textContent = event.submitter?.dataset.busy ?? '';
  setTimeout(() => release(form), LONGEST_WAIT);
  keepPlace(form, event.submitter);
});
addEventListener('pageshow', () => all('form[data-sending]').forEach(release));

// A filter applies as soon as it is chosen.
document.addEventListener('change', (event) => {
  const group = event.target.closest('[data-autosubmit]');
  if (!group) return;
  const button = all('button', group.form ?? group.closest('form')).find(
    ({ value }) => value === group.dataset.autosubmit,
  );
  button?.form.requestSubmit(button);
});

// The HaloPSA Base URL follows the Tenant ID until it is overwritten.
const hosted = (tenant) => {
  const name = tenant.trim().toLowerCase();
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name) ? `https://${name}.halopsa.com` : '';
};
function follow(source) {
  const target = document.getElementById(source.dataset.fills);
  if (!target) return;
  let filled = hosted(source.value);
  if (target.value === '') target.value = filled;
  source.addEventListener('input', () => {
    const next = hosted(source.value);
    if (target.value === filled || target.value === '') target.value = next;
    filled = next;
  });
}

// ── Place ── "Select all" and similar buttons reload the same list: keep the scroll position and the focus.
const placeKey = () => `place:${location.pathname}`;
function keepPlace(form, submitter) {
  if (!('keepsPlace' in form.dataset) || submitter?.dataset.toTop !== undefined) return;
  const focus = document.activeElement?.id || submitter?.id || '';
  sessionStorage.setItem(placeKey(), JSON.stringify({ top: scrollY, focus }));
}
function returnToPlace() {
  const place = JSON.parse(sessionStorage.getItem(placeKey()) ?? 'null');
  sessionStorage.removeItem(placeKey());
  if (!place || !document.querySelector('form[data-keeps-place]')) return;
  scrollTo(0, place.top);
  if (!document.querySelector('[data-focus]')) document.getElementById(place.focus)?.focus({ preventScroll: true });
}

// The result of a form is shown once, and not again after a reload. While the page waits for something, the URL keeps it.
function sayOnce() {
  const url = new URL(location.href);
  if (!url.searchParams.has('done') || document.querySelector('[hx-trigger^="every"]')) return;
  url.searchParams.delete('done');
  history.replaceState(history.state, '', url);
}

// ── Answers ── htmx swaps in only answers of the portal, and a tick that was not saved is undone.
/** A network's sign-in page and a proxy's error do not carry the portal's header (web/headers.ts). */
function isOurs({ headers }) {
  const type = headers.get('Content-Type');
  return headers.get('X-Portal') === 'answer' && (type === null || type.startsWith('text/html'));
}
const takeBack = (tick) => (tick.checked = tick.defaultChecked);

// Set the same sentence only once: otherwise a page that polls every second would have it read out every second.
function tell(sentence) {
  const notices = document.getElementById('notices');
  if (notices.textContent === sentence) return;
  const notice = document.createElement('p');
  notice.className = 'notice error';
  notice.setAttribute('role', 'alert');
  notice.textContent = sentence;
  notices.replaceChildren(notice);
}
function failed(source, why, whatToDo) {
  const sentence = `${why[0].toUpperCase()}${why.slice(1)}.`;
  if (isTick(source)) {
    takeBack(source);
    tell(`The tick could not be saved: ${why}. ${whatToDo} Then tick again.`);
  } else if (isPoll(source)) {
    tell(`${sentence} Nothing is lost: this page continues as soon as the portal answers.`);
  } else {
    source?.classList.add('not-loaded');
    tell(`${sentence} ${whatToDo} Then try again.`);
  }
}
const SIGN_IN = 'Your network may want you to sign in: open another website in a new tab, and sign in there.';
document.addEventListener('htmx:before:response', (event) => {
  const { ctx } = event.detail;
  if (isOurs(ctx.response.raw)) return;
  event.preventDefault();
  // Ignore its HX- headers too, such as a redirect.
  ctx.hx = {};
  failed(ctx.sourceElement, 'another page answered in place of the portal', SIGN_IN);
});
document.addEventListener('htmx:error', (event) => {
  const source = event.detail.ctx?.sourceElement;
  if (source) failed(source, 'the portal does not answer', 'Check your connection.');
});
document.addEventListener('htmx:after:request', (event) => {
  const { response, sourceElement } = event.detail.ctx;
  const good = response?.status < 400;
  if (isTick(sourceElement)) {
    if (good) sourceElement.defaultChecked = sourceElement.checked;
    else takeBack(sourceElement);
  }
  if (good) document.getElementById('notices')?.replaceChildren();
  else if (sourceElement?.id === 'groups') sourceElement.classList.add('not-loaded');
});
// When progress ends, load the whole page. The filter then shows the new number of ticks too.
document.addEventListener('htmx:after:swap', () => {
  if (document.querySelector('[data-reload]')) return location.reload();
  const shown = document.querySelector('[data-count="ticked"]');
  if (ticked() && shown) shown.textContent = ticked();
});

// ── Back ── Browsers restore check boxes, radio buttons and fields to their state when the page was left.
function asServed() {
  if (performance.getEntriesByType('navigation')[0]?.type === 'navigate') return;
  for (const box of all('[autocomplete="off"] :is([type="checkbox"], [type="radio"])'))
    box.checked = box.defaultChecked;
}
const typed = () => String(all('form.form .input').map(({ value }) => value));
let typedAtFirst;
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && typed() === typedAtFirst) return location.reload();
  if (persisted) return;
  asServed();
  typedAtFirst = typed();
});

// ── Ticks ── The portal stores the ticks of a list. The page shows the stored state, also with a second tab open.
const ticked = (root = document) => root.querySelector('#tick-count b')?.textContent;
const ticksOf = (root) => String(all('input[name="tick"]', root).map(({ value, checked }) => value + checked));
const number = (text) => Number(text?.replace(/\D/g, ''));

function followTicks(list) {
  const OFTEN_ENOUGH_MS = 1_000;
  let [onTheirWay, before, isStale, lookedAt] = [0, number(ticked()), false, Date.now()];
  const loadAgain = () => {
    keepPlace(list);
    location.reload();
  };
  // Do not reload the page while a tick is being saved.
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
    // A refusal changes no number, and its message stays.
    if (response.status >= 400) return;
    const step = request.body.getAll('tick').includes(sourceElement.value) ? 1 : -1;
    const after = number(ticked());
    isStale ||= after !== before + step;
    before = after;
  });
  // A tab that becomes visible again compares its ticks with the portal's.
  async function look() {
    if (document.hidden || onTheirWay > 0 || Date.now() - lookedAt < OFTEN_ENOUGH_MS) return;
    lookedAt = Date.now();
    const answer = await fetch(location.href, { redirect: 'manual' }).catch(() => null);
    if (!answer?.ok || answer.headers.get('X-Portal') !== 'answer') return;
    const now = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (onTheirWay > 0) return;
    if (ticked(now) !== ticked() || ticksOf(now) !== ticksOf(document)) loadAgain();
  }
  document.addEventListener('visibilitychange', look);
  addEventListener('focus', look);
}

// ── Start ──
document.body.append(said);
document.querySelector('[data-focus]')?.focus();
all('[data-fills]').forEach(follow);
returnToPlace();
sayOnce();
const list = document.querySelector('form[data-keeps-place]');
if (list) followTicks(list);
