// htmx swaps in only answers of the portal, and a tick that was not saved is taken back.
(() => {
  const isTick = (element) => element?.matches?.('input[name="tick"]');
  const isPoll = (element) => element?.matches?.('[hx-trigger^="every"]');

  /** A network's sign-in page and a proxy's error do not carry the portal's header (web/headers.ts). */
  function isOurs({ headers }) {
    const type = headers.get('Content-Type');
    return headers.get('X-Portal') === 'answer' && (type === null || type.startsWith('text/html'));
  }

  function takeBack(tick) {
    tick.checked = tick.defaultChecked;
  }

  // The same sentence is set once: a page that asks every second would otherwise have it read out every second.
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
    if (isTick(source)) {
      takeBack(source);
      tell(`The tick could not be saved: ${why}. ${whatToDo} Then tick again.`);
    } else if (isPoll(source)) {
      tell(
        `${why[0].toUpperCase()}${why.slice(1)}. Nothing is lost: this page continues as soon as the portal answers.`,
      );
    } else {
      source?.classList.add('not-loaded');
      tell(`${why[0].toUpperCase()}${why.slice(1)}. ${whatToDo} Then try again.`);
    }
  }

  document.addEventListener('htmx:before:response', (event) => {
    const { ctx } = event.detail;
    if (isOurs(ctx.response.raw)) return;
    event.preventDefault();
    // Its HX- headers, such as a redirect, are not followed either.
    ctx.hx = {};
    failed(
      ctx.sourceElement,
      'another page answered in place of the portal',
      'Your network may want you to sign in: open another website in a new tab, and sign in there.',
    );
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

  // When progress has ended, the whole page is loaded. The filter shows the new number of ticks too.
  document.addEventListener('htmx:after:swap', () => {
    if (document.querySelector('[data-reload]')) return location.reload();
    const ticked = document.querySelector('#tick-count b');
    const shown = document.querySelector('[data-count="ticked"]');
    if (ticked && shown) shown.textContent = ticked.textContent;
  });
})();
