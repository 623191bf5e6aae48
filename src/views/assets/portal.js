// Small improvements to pages that also work without them. No page depends on this file.
import { followRows } from './rows.js';
import { followTicks, isTick } from './ticks.js';
import { proposeZone } from './zone.js';

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const POLLS = '[hx-trigger^="every"]';

// ── Menus ── They are <details>: only one is open, and Escape or a click elsewhere closes it.
function closeOtherMenus({ target }) {
  for (const menu of all('details.menu[open]')) menu.open = menu.contains(target);
}
document.addEventListener('click', closeOtherMenus);
document.addEventListener('focusin', closeOtherMenus);
document.addEventListener('keydown', ({ key, target }) => {
  const menu = key === 'Escape' && target.closest?.('details.menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

// ── Forms ── While one is being sent, its button shows a spinner, and a second press does nothing.
const LONGEST_WAIT = 30_000;
const said = document.createElement('p');
said.className = 'visually-hidden';
said.setAttribute('role', 'status');
document.body.append(said);

function release(form) {
  delete form.dataset.sending;
  for (const button of all('button[aria-busy]', form)) button.removeAttribute('aria-busy');
}
document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== 'post') return;
  if (form.dataset.sending) return event.preventDefault();
  form.dataset.sending = 'yes';
  submitter?.setAttribute('aria-busy', 'true');
  said.textContent = submitter?.dataset.busy ?? '';
  // A download leaves the page as it is.
  setTimeout(() => release(form), form.dataset.downloads === undefined ? LONGEST_WAIT : 2_000);
  if (form === list && submitter?.dataset.toTop === undefined) keepPlace(submitter);
});
addEventListener('pageshow', () => all('form[data-sending]').forEach(release));

// A filter applies as soon as it is chosen.
document.addEventListener('change', ({ target }) => {
  const action = target.closest('[data-autosubmit]')?.dataset.autosubmit;
  if (action) target.form.requestSubmit(target.form.querySelector(`button[value="${action}"]`));
});

// The HaloPSA Base URL follows the Tenant ID until it is overwritten.
function hosted(tenant) {
  const name = tenant.trim().toLowerCase();
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name) ? `https://${name}.halopsa.com` : '';
}
for (const source of all('[data-fills]')) {
  const target = document.getElementById(source.dataset.fills);
  let filled = hosted(source.value);
  target.value ||= filled;
  source.addEventListener('input', () => {
    const isOurs = target.value === filled || target.value === '';
    filled = hosted(source.value);
    if (isOurs) target.value = filled;
  });
}

// ── Place ── "Select all" and similar buttons reload the same list: keep the scroll position and the focus.
const list = document.querySelector('form[data-keeps-place]');
const placeKey = `place:${location.pathname}`;
function keepPlace(submitter) {
  const focus = document.activeElement?.id || submitter?.id || '';
  sessionStorage.setItem(placeKey, JSON.stringify({ top: scrollY, focus }));
}
function returnToPlace() {
  const place = JSON.parse(sessionStorage.getItem(placeKey) ?? 'null');
  sessionStorage.removeItem(placeKey);
  if (!place || !list) return;
  scrollTo(0, place.top);
  if (!document.querySelector('[data-focus]')) document.getElementById(place.focus)?.focus({ preventScroll: true });
}
document.querySelector('[data-focus]')?.focus();
returnToPlace();

// The result of a form is shown once, and not again after a reload. While the page waits for something, the URL keeps it.
const url = new URL(location.href);
if (url.searchParams.has('done') && !document.querySelector(POLLS)) {
  url.searchParams.delete('done');
  url.searchParams.delete('about');
  history.replaceState(history.state, '', url);
}

// ── Answers ── htmx swaps in only answers of the portal.
/** A network's sign-in page and a proxy's error do not carry the portal's header (web/headers.ts). */
function isOurs({ headers }) {
  const type = headers.get('Content-Type');
  return headers.get('X-Portal') === 'answer' && (type === null || type.startsWith('text/html'));
}

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
  if (isTick(source)) return tell(`The tick could not be saved: ${why}. ${whatToDo} Then tick again.`);
  if (source?.matches(POLLS))
    return tell(`${sentence} Nothing is lost: this page continues as soon as the portal answers.`);
  source?.classList.add('not-loaded');
  tell(`${sentence} ${whatToDo} Then try again.`);
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
document.addEventListener('htmx:error', ({ detail }) => {
  const source = detail.ctx?.sourceElement;
  if (source) failed(source, 'the portal does not answer', 'Check your connection.');
});
document.addEventListener('htmx:after:request', ({ detail }) => {
  const { response, sourceElement } = detail.ctx;
  if (response.status < 400) document.getElementById('notices').replaceChildren();
  else if (sourceElement.id === 'groups') sourceElement.classList.add('not-loaded');
});
document.addEventListener('htmx:after:swap', ({ detail }) => {
  // When progress ends, load the whole page.
  if (document.querySelector('[data-reload]')) location.reload();
  // A search while typing replaces #found. The page gets its URL, and what was found is read out.
  if (detail.ctx.target?.id !== 'found') return;
  history.replaceState(history.state, '', detail.ctx.request.action);
  said.textContent = document.querySelector('#found :is(.pager p, h2)')?.textContent ?? '';
});

// ── Back ── A page out of the browser's page cache is loaded again, unless something was typed in it.
const typed = () => String(all('form.form .input').map(({ value }) => value));
let typedAtFirst;
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) typedAtFirst = typed();
  else if (typed() === typedAtFirst) location.reload();
});

proposeZone();

if (list) {
  followRows();
  followTicks(() => (keepPlace(), location.reload()));
}
