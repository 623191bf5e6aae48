import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';
import { PostForm } from './post-form.js';

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet';

interface Look {
  kind?: ButtonKind | undefined;
  icon?: IconName | undefined;
  small?: boolean | undefined;
  children: ComponentChildren;
}

interface ButtonProps extends Look {
  /** the field that this button adds to the form */
  name?: string;
  value?: string;
  /** the label while the request runs; the button keeps its size */
  busy?: string;
  describedBy?: string;
  /** sends the form to this URL instead of its own */
  action?: string;
  id?: string;
  disabled?: boolean;
  /** the id of its form, if it stands outside of it */
  form?: string;
}

const classes = ({ kind = 'secondary', small }: Look) => `button ${kind}${small ? ' small' : ''}`;

/** A button that sends its form. While the request runs it shows a spinner at its own width (portal.js). */
export function Button({ name, value, busy, describedBy, id, action, disabled, form, ...look }: ButtonProps): VNode {
  return (
    <button
      class={classes(look)}
      type="submit"
      id={id}
      name={name}
      value={value}
      form={form}
      formaction={action}
      data-busy={busy}
      aria-describedby={describedBy}
      disabled={disabled}
    >
      <Inside {...look} />
    </button>
  );
}

/** A link that looks like a button, for navigation. */
export function ButtonLink({ href, ...look }: Look & { href: string }): VNode {
  return (
    <a class={classes(look)} href={href}>
      <Inside {...look} />
    </a>
  );
}

function Inside({ icon, children }: Look): VNode {
  return (
    <>
      <span class="button-face">
        {icon && <Icon name={icon} />}
        <span>{children}</span>
      </span>
      <Icon name="loader-circle" class="button-spinner" />
    </>
  );
}

/** A form with one button, for a change that needs no other field. */
export function ButtonForm({
  action,
  fields = {},
  ...button
}: Omit<ButtonProps, 'action'> & { action: string; fields?: Readonly<Record<string, string>> }): VNode {
  return (
    <PostForm action={action} class="button-form">
      {Object.entries(fields).map(([field, content]) => (
        <input key={field} type="hidden" name={field} value={content} />
      ))}
      <Button {...button} />
    </PostForm>
  );
}
