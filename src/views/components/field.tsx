import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.js';
import { Sentence } from './name.js';

export interface FieldFrameProps {
  /** also the field's name in the form */
  id: string;
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
}

interface FieldProps extends FieldFrameProps {
  type?: 'text' | 'email' | 'password' | 'url' | 'search';
  value?: string | undefined;
  autocomplete?: string;
  maxLength?: number;
  /** for values that are copied from elsewhere, character by character */
  code?: boolean;
  data?: Readonly<Record<`data-${string}`, string>>;
}

/** ARIA attributes of a field's control: the ids of its hint and its error, and whether it is invalid. */
export function described({ id, hint, error }: FieldFrameProps) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? ('true' as const) : undefined };
}

/** Label, hint and error around a control. */
export function FieldFrame({
  id,
  label,
  hint,
  error,
  children,
}: FieldFrameProps & { children: ComponentChildren }): VNode {
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="circle-x" />
          <span>
            <Sentence>{error}</Sentence>
          </span>
        </p>
      )}
      {children}
    </div>
  );
}

export function Field({
  type = 'text',
  value,
  autocomplete = 'off',
  maxLength,
  code,
  data,
  ...frame
}: FieldProps): VNode {
  // Preact types each kind of input separately, so a union of kinds matches none of them.
  const kind = { type } as { type: 'text' };
  return (
    <FieldFrame {...frame}>
      <input
        class={code ? 'input code' : 'input'}
        id={frame.id}
        name={frame.id}
        {...kind}
        value={value}
        dir={code ? 'ltr' : 'auto'}
        autocomplete={autocomplete}
        maxLength={maxLength}
        {...(code || type === 'email' ? { spellcheck: false, autocapitalize: 'none' as const } : {})}
        {...described(frame)}
        {...data}
      />
    </FieldFrame>
  );
}
