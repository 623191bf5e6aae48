import type { VNode } from 'preact';
import { Button } from './button.js';
import { Icon } from './icon.js';
import { link, type Query } from './pager.js';

interface Props {
  path: string;
  label: string;
  q: string;
  /** other filters to keep */
  keep?: Query;
}

/** Search over a list: a GET form, so that its result has a URL. */
export function SearchForm({ path, label, q, keep = {} }: Props): VNode {
  return (
    <form class="search" method="get" autocomplete="off" action={path} role="search">
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

export function SearchInput({ label, q }: { label: string; q: string }): VNode {
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
      />
    </div>
  );
}
