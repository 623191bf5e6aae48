import type { ComponentChildren, VNode } from 'preact';
import { Button } from './button.js';
import { errorsAside } from './htmx.js';
import { Icon } from './icon.js';
import { link, type Query } from './pager.js';

interface Props {
  path: string;
  label: string;
  q: string;
  /** other filters to keep */
  keep?: Query;
  /** the page has a `Found`, which is searched while typing; the ids of other parts that depend on what is typed */
  live?: boolean | string;
}

/** Search over a list: a GET form, so that its result has a URL. */
export function SearchForm({ path, label, q, keep = {}, live = false }: Props): VNode {
  return (
    <form
      class="search"
      method="get"
      autocomplete="off"
      action={path}
      role="search"
      {...(live ? searchesWhileTyping(path, 'input delay:250ms', live) : {})}
    >
      {Object.entries(keep).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <SearchInput label={label} q={q} />
      <Button small>Search</Button>
      {q !== '' && (
        <a class="button quiet small" href={link(path, keep)}>
          Clear search
        </a>
      )}
    </form>
  );
}

/**
 * Only `Found` is replaced, so the field keeps its caret. A newer request aborts the one before it, whose answer then never arrives. The
 * answer is the whole page, of which htmx takes this part. portal.js keeps the URL.
 */
export function searchesWhileTyping(
  path: string,
  trigger: string,
  also: boolean | string,
): Readonly<Record<string, string>> {
  return {
    ...(typeof also === 'string' ? { 'hx-select-oob': also } : {}),
    'hx-get': path,
    'hx-trigger': trigger,
    'hx-target': '#found',
    'hx-select': '#found',
    'hx-swap': 'outerHTML',
    'hx-sync': 'this:replace',
    ...errorsAside,
  };
}

/** The part of a page that a search replaces while the visitor types. */
export function Found({ children }: { children: ComponentChildren }): VNode {
  return <div id="found">{children}</div>;
}

interface SearchInputProps {
  label: string;
  q: string;
  /** `searchesWhileTyping`, where the field is part of a larger form */
  live?: Readonly<Record<string, string>>;
}

export function SearchInput({ label, q, live = {} }: SearchInputProps): VNode {
  return (
    <div class="search-input">
      <label class="visually-hidden" for="q">
        {label}
      </label>
      <Icon name="search" />
      <input
        class="input"
        id="q"
        name="q"
        type="search"
        value={q}
        dir="auto"
        placeholder={label}
        maxLength={200}
        autocomplete="off"
        {...live}
      />
    </div>
  );
}
