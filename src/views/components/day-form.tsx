import type { VNode } from 'preact';
import { readDay } from '../../shared/days.js';
import { Button } from './button.js';
import { described } from './field.js';
import { Icon } from './icon.js';
import { link, type Query } from './pager.js';

interface DayProps {
  /** also the field's name */
  id: string;
  /** a day, or what was typed in its place */
  value: string;
  error?: string | undefined;
}

/** A browser's date field does not show what is not a day, so that is shown in a field for text. */
export function DayInput({ id, value, error }: DayProps): VNode {
  const kind = value === '' || readDay(value) !== undefined ? DATE : TEXT;
  return <input class="input" {...kind} id={id} name={id} value={value} {...described({ id, label: '', error })} />;
}

const DATE = { type: 'date', min: '1900-01-01', max: '9999-12-30' } as const;
const TEXT = { type: 'text', inputMode: 'numeric', maxLength: 100, placeholder: '2026-03-05' } as const;

/** What is wrong in a field whose frame is not a `FieldFrame`. */
export function InputError({ id, text }: { id: string; text: string | undefined }): VNode | null {
  return text === undefined ? null : (
    <p class="field-error" id={`${id}-error`}>
      <Icon name="circle-x" />
      <span>{text}</span>
    </p>
  );
}

interface DayFormProps extends DayProps {
  path: string;
  label: string;
  /** other filters to keep */
  keep?: Query;
  /** the words of the link that takes the day away */
  clear?: string;
}

/** A form with a day alone, which is part of the address. */
export function DayForm({ path, label, keep = {}, clear, ...day }: DayFormProps): VNode {
  return (
    <form class="day-form" method="get" action={path} autocomplete="off">
      {Object.entries(keep).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label for={day.id}>{label}</label>
      <DayInput {...day} />
      <Button small>Show</Button>
      {clear !== undefined && day.value !== '' && (
        <a class="button quiet small" href={link(path, keep)}>
          {clear}
        </a>
      )}
      <InputError id={day.id} text={day.error} />
    </form>
  );
}
