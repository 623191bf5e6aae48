import type { ComponentChildren, JSX, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { Opened } from '../opened.js';

type Props = Omit<JSX.IntrinsicElements['form'], 'method' | 'action'> & { action: string; children: ComponentChildren };

/** A form that changes something. It carries the id of the person whose page it is on, and access/kept-form returns it only to that person.
 * Browsers do not restore its fields after Back, because the portal knows what is ticked and chosen. */
export function PostForm({ children, ...form }: Props): VNode {
  const { by } = useContext(Opened);
  return (
    <form method="post" autocomplete="off" {...form}>
      {by && <input type="hidden" name="openedBy" value={by} />}
      {children}
    </form>
  );
}
