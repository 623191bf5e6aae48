import type { VNode } from 'preact';
import { FieldFrame, described, type FieldFrameProps } from './field.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** shown beside the label */
  readonly note?: string | undefined;
}

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

interface Props extends FieldFrameProps {
  groups: readonly ChoiceGroup[];
  selected?: string | undefined;
  /** text typed into the search field without choosing an option */
  typed?: string | undefined;
  /** the empty option */
  none: string;
  /** the placeholder of the search field */
  placeholder: string;
}

/**
 * A plain select. combobox.js puts the search field of the template over it, and sends the typed text as `<id>-typed`.
 */
export function SelectThatFinds({ groups, selected, typed, none, placeholder, ...frame }: Props): VNode {
  const only = groups.length === 1 ? groups[0] : undefined;
  return (
    <FieldFrame {...frame}>
      <select class="input" id={frame.id} name={frame.id} data-combobox {...described(frame)}>
        <option value="">{none}</option>
        {only ? (
          <Options choices={only.choices} selected={selected} />
        ) : (
          groups.map(({ label, choices }) => (
            <optgroup key={label} label={label}>
              <Options choices={choices} selected={selected} />
            </optgroup>
          ))
        )}
      </select>
      <template>
        <SearchField {...frame} typed={typed} placeholder={placeholder} />
      </template>
    </FieldFrame>
  );
}

/** The combobox pattern of ARIA 1.2. It receives its id, which the select still has, when it is put into the page. */
function SearchField({ typed, placeholder, ...frame }: FieldFrameProps & Pick<Props, 'typed' | 'placeholder'>): VNode {
  return (
    <div class="combobox">
      <input
        class="input"
        name={`${frame.id}-typed`}
        value={typed}
        placeholder={placeholder}
        {...{ type: 'text', maxLength: 200, dir: 'auto', autocomplete: 'off', spellcheck: false }}
        {...{ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false }}
        aria-controls={`${frame.id}-list`}
        {...described(frame)}
      />
      <div class="combobox-list" hidden>
        <div id={`${frame.id}-list`} role="listbox" aria-label={frame.label} />
        <p class="combobox-note" role="status" />
      </div>
    </div>
  );
}

function Options({ choices, selected }: { choices: readonly Choice[]; selected: string | undefined }): VNode {
  return (
    <>
      {choices.map(({ value, label, note }) => (
        <option key={value} value={value} selected={value === selected} dir="auto" label={note && `${label} · ${note}`}>
          {label}
        </option>
      ))}
    </>
  );
}
