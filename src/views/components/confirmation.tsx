import type { ComponentChildren, VNode } from 'preact';
import { Button, ButtonLink } from './button.js';
import type { IconName } from './icon.js';
import { PostForm } from './post-form.js';

interface Props {
  /** where the form is sent */
  action: string;
  confirm: string;
  kind?: 'primary' | 'danger';
  icon?: IconName;
  back: { readonly href: string; readonly label: string };
  fields?: Readonly<Record<string, string>>;
  children: ComponentChildren;
}

/** A question on its own page: what will happen, the button that does it, and the way back. */
export function Confirmation({ action, confirm, kind = 'danger', icon, back, fields = {}, children }: Props): VNode {
  return (
    <PostForm action={action} class="panel confirmation">
      <div class="prose">{children}</div>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="form-actions">
        <Button kind={kind} icon={icon}>
          {confirm}
        </Button>
        <ButtonLink kind="quiet" href={back.href}>
          {back.label}
        </ButtonLink>
      </div>
    </PostForm>
  );
}
