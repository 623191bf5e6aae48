import type { VNode } from 'preact';
import { Icon } from './icon.js';
import { PostForm } from './post-form.js';

interface Props {
  /** where the form is sent */
  action: string;
  /** what the list is limited by: the file has exactly what the page shows */
  filter?: Readonly<Record<string, string | null | undefined>>;
}

const formats = [
  ['csv', 'CSV'],
  ['xlsx', 'XLSX, for Excel'],
  ['ndjson', 'NDJSON, for programs'],
] as const;

/** Downloads the list of the page. A form, because each export is recorded in the history. */
export function ExportMenu({ action, filter = {} }: Props): VNode {
  return (
    <details class="menu export-menu">
      <summary class="button secondary small">
        <span class="button-face">
          Export
          <Icon name="chevron-down" />
        </span>
      </summary>
      <PostForm action={action} data-downloads>
        {Object.entries(filter).map(
          ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <ul class="menu-list" role="list">
          {formats.map(([format, label]) => (
            <li key={format}>
              <button name="format" value={format}>
                <Icon name="download" />
                {label}
              </button>
            </li>
          ))}
        </ul>
      </PostForm>
    </details>
  );
}
