import type { VNode } from 'preact';
import { hasLookAlikes } from '../../shared/text/index.js';
import { Chip } from './chip.js';

/** Marks a person whose name or address has letters of another alphabet that look like the ones around them. */
export function LookAlikes({ name, email }: { name: string; email: string | null }): VNode | null {
  if (!hasLookAlikes(name, email)) return null;
  return (
    <>
      <Chip tone="attention" icon="triangle-alert">
        Look-alike letters
      </Chip>
      <span class="visually-hidden">: some letters are of another alphabet than they seem to be</span>
    </>
  );
}
