// Small comforts on top of pages that work without them. No page depends on this file.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Menus are <details>: only one is open, and Escape or a click elsewhere closes it.
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

  // A form on its way: its button turns, and a second press does nothing.
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

  // "Select all" and the like load the same list again: it stays where it was, and so does the focus.
  const placeKey = () => `place:${location.pathname}`;
  function keepPlace(form, submitter) {
    if (!('keepsPlace' in form.dataset) || submitter?.dataset.toTop !== undefined) return;
    const focus = document.activeElement?.id || submitter?.id || '';
    sessionStorage.setItem(placeKey(), JSON.stringify({ top: scrollY, focus }));
  }
  document.addEventListener('portal:load-again', () => {
    keepPlace(document.querySelector('form[data-keeps-place]'));
    location.reload();
  });
  function returnToPlace() {
    const place = JSON.parse(sessionStorage.getItem(placeKey()) ?? 'null');
    sessionStorage.removeItem(placeKey());
    if (!place || !document.querySelector('form[data-keeps-place]')) return;
    scrollTo(0, place.top);
    if (!document.querySelector('[data-focus]')) document.getElementById(place.focus)?.focus({ preventScroll: true });
  }

  // A choice that filters does so at once.
  document.addEventListener('change', (event) => {
    const group = event.target.closest('[data-autosubmit]');
    if (!group) return;
    const button = all('button', group.form ?? group.closest('form')).find(
      ({ value }) => value === group.dataset.autosubmit,
    );
    button?.form.requestSubmit(button);
  });

  // The HaloPSA Base URL follows the Tenant ID until somebody overwrites it.
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

  // What a form has done is said once, and not again by a reload. While something is waited for, the address keeps it.
  function sayOnce() {
    const url = new URL(location.href);
    if (!url.searchParams.has('done') || document.querySelector('[hx-trigger^="every"]')) return;
    url.searchParams.delete('done');
    history.replaceState(history.state, '', url);
  }

  function start() {
    document.body.append(said);
    document.querySelector('[data-focus]')?.focus();
    all('[data-fills]').forEach(follow);
    returnToPlace();
    sayOnce();
  }
  start();
})();
