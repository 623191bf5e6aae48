// Puts a search field over a plain select (the combobox pattern of ARIA 1.2, list autocomplete). The select stays in the form and keeps the
// value.
import { folded as fold, searchWords } from './fold.mjs';

(() => {
  const MOST = 100;
  const make = (tag, attributes = {}, text = '') => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };

  function enhance(select) {
    const id = select.id;
    const choices = [...select.options]
      .filter(({ value }) => value !== '')
      .map((option) => ({
        value: option.value,
        text: option.text,
        folded: fold(option.text),
        kind: option.parentElement.label ?? '',
      }));
    const copied = ['aria-describedby', 'aria-invalid'].map((name) => [name, select.getAttribute(name)]);
    const input = make('input', {
      id,
      name: `${id}-typed`,
      type: 'text',
      maxlength: '200',
      class: 'input',
      role: 'combobox',
      dir: 'auto',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-expanded': 'false',
      'aria-autocomplete': 'list',
      'aria-controls': `${id}-list`,
      placeholder: select.dataset.finds,
      ...Object.fromEntries(copied),
    });
    const label = select.labels[0];
    const popup = make('div', { class: 'combobox-list', hidden: '' });
    const list = make('div', { id: `${id}-list`, role: 'listbox', 'aria-label': label?.textContent ?? '' });
    const note = make('p', { class: 'combobox-note', role: 'status' });
    popup.append(list, note);
    select.id = `${id}-value`;
    select.hidden = true;
    const box = make('div', { class: 'combobox' });
    select.before(box);
    box.append(input, popup, select);

    let active = null;
    let choosing = false;
    const chosen = () => choices.find(({ value }) => value === select.value);
    const isOpen = () => !popup.hidden;
    input.value = chosen()?.text ?? select.dataset.typed ?? '';

    function found() {
      const text = fold(input.value).trim();
      if (!choosing || text === '') return choices;
      const words = searchWords(input.value);
      const hits = choices.filter(({ folded }) => words.every((word) => folded.includes(word)));
      return [
        ...hits.filter(({ folded }) => folded.startsWith(text)),
        ...hits.filter(({ folded }) => !folded.startsWith(text)),
      ];
    }

    function optionOf(choice, index) {
      const option = make('div', {
        id: `${id}-${index}`,
        role: 'option',
        'aria-selected': String(choice.value === select.value),
      });
      option.append(make('bdi', {}, choice.text));
      option.dataset.value = choice.value;
      return option;
    }

    function fill() {
      const hits = found();
      const shown = hits.slice(0, MOST).map((choice, index) => [choice, optionOf(choice, index)]);
      const kinds = [...new Set(shown.map(([{ kind }]) => kind))];
      list.replaceChildren(
        ...kinds.flatMap((kind, number) => {
          const options = shown.filter(([choice]) => choice.kind === kind).map(([, option]) => option);
          if (kind === '') return options;
          const group = make('div', { role: 'group', 'aria-labelledby': `${id}-kind-${number}` });
          group.append(
            make('div', { id: `${id}-kind-${number}`, class: 'combobox-kind', role: 'presentation' }, kind),
            ...options,
          );
          return [group];
        }),
      );
      note.textContent = sentence(hits.length);
      note.classList.toggle('visually-hidden', hits.length > 0 && hits.length <= MOST);
      activate(null);
    }

    function sentence(hits) {
      if (hits === 0) return `Nothing found for “\u2068${input.value.trim()}\u2069”.`;
      if (hits > MOST) return `${(hits - MOST).toLocaleString('en-GB')} more: keep typing to find them.`;
      return hits === 1 ? '1 found' : `${hits} found`;
    }

    function activate(option) {
      active?.classList.remove('active');
      active = option;
      if (!option) return input.removeAttribute('aria-activedescendant');
      option.classList.add('active');
      option.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', option.id);
    }

    function open() {
      if (isOpen()) return;
      popup.hidden = false;
      input.setAttribute('aria-expanded', 'true');
      fill();
      const current = list.querySelector('[aria-selected="true"]');
      if (current) activate(current);
    }

    function close() {
      popup.hidden = true;
      choosing = false;
      input.setAttribute('aria-expanded', 'false');
      activate(null);
    }

    function choose(value) {
      select.value = value;
      input.value = chosen()?.text ?? '';
      close();
      // Typing on replaces it.
      if (document.activeElement === input) input.select();
    }

    /** On leaving the field, a complete name counts as chosen. Any other text stays without a choice, and the portal reports it. */
    function settle() {
      if (!choosing) return close();
      const text = fold(input.value).trim();
      const exact = choices.find(({ folded }) => folded === text);
      if (exact || text === '') return choose(exact?.value ?? '');
      select.value = '';
      close();
    }

    function move(step) {
      if (!isOpen()) return open();
      const options = [...list.querySelectorAll('[role="option"]')];
      if (options.length === 0) return;
      const from = active ? options.indexOf(active) : step > 0 ? -1 : options.length;
      activate(options[(from + step + options.length) % options.length]);
    }

    const keys = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: () => (isOpen() ? choose(select.value) : choose('')),
      Enter: (event) => {
        if (!isOpen()) return true;
        const options = list.querySelectorAll('[role="option"]');
        const option = active ?? (options.length === 1 ? options[0] : null);
        if (option) choose(option.dataset.value);
        event.preventDefault();
        return true;
      },
    };

    input.addEventListener('keydown', (event) => {
      const key = keys[event.key];
      if (key && key(event) !== true) event.preventDefault();
    });
    input.addEventListener('input', () => {
      choosing = true;
      if (isOpen()) fill();
      else open();
      const first = list.querySelector('[role="option"]');
      if (input.value.trim() !== '' && first) activate(first);
    });
    input.addEventListener('click', () => {
      if (!choosing) input.select();
      open();
    });
    input.addEventListener('focus', () => input.select());
    input.addEventListener('blur', settle);
    // Keep the focus in the field while the visitor scrolls or clicks in the list.
    popup.addEventListener('pointerdown', (event) => event.preventDefault());
    popup.addEventListener('click', (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) choose(option.dataset.value);
    });
  }

  const enhanceAll = () => document.querySelectorAll('select[data-finds]:not([hidden])').forEach(enhance);
  document.addEventListener('htmx:after:swap', enhanceAll);
  enhanceAll();
})();
