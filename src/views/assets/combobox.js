// Puts a search field over a plain select (the combobox pattern of ARIA 1.2, list autocomplete). The select stays in the form and keeps the
// value.
import { folded as fold, searchWords } from './fold.mjs';

const MOST = 100;
/** The label is the text, or the text, a dot and a note (select-that-finds.tsx). */
const noted = ({ value, text, label }) => ({ value, text, note: label.slice(text.length + 3) });

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** All choices with every typed word, first those that begin with the typed text. */
function search(choices, typed) {
  const text = fold(typed).trim();
  const words = searchWords(typed);
  return choices
    .filter(({ folded }) => words.every((word) => folded.includes(word)))
    .sort((one, other) => other.folded.startsWith(text) - one.folded.startsWith(text));
}

function sentence(hits, typed) {
  if (hits === 0) return `Nothing found for “\u2068${typed.trim()}\u2069”.`;
  if (hits > MOST) return `${(hits - MOST).toLocaleString('en-GB')} more: keep typing to find them.`;
  return hits === 1 ? '1 found' : `${hits} found`;
}

/** Takes the field out of its template (select-that-finds.tsx), and puts it before the select, with the select's id and so its label. */
function fieldFor(select) {
  const box = select.nextElementSibling.content.firstElementChild.cloneNode(true);
  select.before(box);
  const [input, popup] = box.children;
  input.id = select.id;
  select.id = `${input.id}-value`;
  select.hidden = true;
  box.append(select);
  const [list, note] = popup.children;
  return { input, popup, list, note };
}

function enhance(select) {
  const choices = [...select.options]
    .filter(({ value }) => value !== '')
    .map((option) => ({ ...noted(option), folded: fold(option.text), kind: option.parentElement.label ?? '' }));
  const { input, popup, list, note } = fieldFor(select);
  const chosen = () => (select.value === '' ? '' : select.selectedOptions[0].text);
  const options = () => [...list.querySelectorAll('[role="option"]')];
  const isOpen = () => !popup.hidden;
  let active = null;
  let choosing = false;
  input.value = chosen() || input.value;

  function optionOf({ value, text, note }) {
    const id = `${input.id}-${value}`;
    const parts = [make('bdi', {}, text), ...(note && [make('span', { class: 'combobox-more' }, ` ${note}`)])];
    return make('div', { id, role: 'option', 'aria-selected': value === select.value, 'data-value': value }, ...parts);
  }

  function fill() {
    const hits = choosing ? search(choices, input.value) : choices;
    list.replaceChildren();
    const kinds = Map.groupBy(hits.slice(0, MOST), ({ kind }) => kind);
    for (const [kind, found] of kinds) {
      const heading = make('div', { class: 'combobox-kind', role: 'presentation' }, kind);
      const group = make('div', { role: 'group', 'aria-label': kind }, heading, ...found.map(optionOf));
      list.append(...(kind === '' ? found.map(optionOf) : [group]));
    }
    note.textContent = sentence(hits.length, input.value);
    note.classList.toggle('visually-hidden', hits.length > 0 && hits.length <= MOST);
    activate(null);
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
    activate(list.querySelector('[aria-selected="true"]'));
  }

  function close() {
    popup.hidden = true;
    choosing = false;
    input.setAttribute('aria-expanded', 'false');
    activate(null);
  }

  function choose(value) {
    select.value = value;
    input.value = chosen();
    close();
    if (document.activeElement === input) input.select(); // typing on replaces it
  }

  /** On leaving the field, a complete name counts as chosen. Any other text stays without a choice, and the portal reports it. */
  function settle() {
    const text = fold(input.value).trim();
    const exact = choices.find(({ folded }) => folded === text);
    if (choosing && (exact || text === '')) return choose(exact?.value ?? '');
    if (choosing) select.value = '';
    close();
  }

  function move(step) {
    if (!isOpen()) return open();
    const all = options();
    const from = active ? all.indexOf(active) : step > 0 ? -1 : 0;
    activate(all.at((from + step) % all.length) ?? null);
  }

  function chooseActive() {
    const [first, second] = options();
    const option = active ?? (second ? null : first);
    if (option) choose(option.dataset.value);
  }

  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') choose(isOpen() ? select.value : '');
    else if (event.key === 'Enter' && isOpen()) chooseActive();
    else return;
    event.preventDefault();
  });
  input.addEventListener('input', () => {
    choosing = true;
    if (isOpen()) fill();
    else open();
    if (input.value.trim() !== '') activate(options()[0] ?? null);
  });
  input.addEventListener('click', () => {
    if (!choosing) input.select();
    open();
  });
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', settle);
  // Keep the focus in the field while the visitor scrolls or clicks in the list.
  popup.addEventListener('pointerdown', (event) => event.preventDefault());
  popup.addEventListener('click', ({ target }) => {
    const option = target.closest('[role="option"]');
    if (option) choose(option.dataset.value);
  });
}

const enhanceAll = () => document.querySelectorAll('select[data-combobox]:not([hidden])').forEach(enhance);
document.addEventListener('htmx:after:swap', enhanceAll);
enhanceAll();
