import type { VNode } from 'preact';
import { FieldFrame, described, type FieldFrameProps } from './field.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
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
 * A plain select. combobox.js puts a search field over it, and sends the typed text as `<id>-typed`.
 */
export function SelectThatFinds({ groups, selected, typed, none, placeholder, ...frame }: Props): VNode {
  const only = groups.length === 1 ? groups[0] : undefined;
  return (
    <FieldFrame {...frame}>
      <select
        class="input"
        id={frame.id}
        name={frame.id}
        data-finds={placeholder}
        data-typed={typed || undefined}
        {...described(frame)}
      >
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
    </FieldFrame>
  );
}

function Options({ choices, selected }: { choices: readonly Choice[]; selected: string | undefined }): VNode {
  return (
    <>
      {choices.map(({ value, label }) => (
        <option key={value} value={value} selected={value === selected} dir="auto">
          {label}
        </option>
      ))}
    </>
  );
}
