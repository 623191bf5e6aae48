import type { ComponentChildren, VNode } from 'preact';
import { count } from './number.js';
import { timeLeftText } from './time.js';

interface Props {
  id: string;
  /** "Loading people from HaloPSA" */
  label: string;
  done: number;
  /** the announced number; null: unknown */
  total: number | null;
  /** follows the numbers: "loaded", "decided" */
  word: string;
  secondsLeft?: number | null | undefined;
  /** read out after the label, in place of the children */
  also?: ComponentChildren;
  children?: ComponentChildren;
}

/**
 * A bar with its numbers and the time left. The text for screen readers changes only at every tenth, so that they do not speak every
 * second.
 */
export function Progress({ id, label, done, total: announced, word, secondsLeft, also, children }: Props): VNode {
  // More than announced: the announced number was wrong, so it does not tell when the end comes.
  const total = announced !== null && announced < done ? null : announced;
  const tenths = total ? Math.min(10, Math.floor((done / total) * 10)) : 0;
  return (
    <div class="progress">
      <div class="progress-head">
        <span id={`${id}-label`} class="progress-label">
          {label}
        </span>
        <span class="progress-left">{secondsLeft == null ? '' : timeLeftText(secondsLeft)}</span>
      </div>
      <progress
        id={`${id}-bar`}
        aria-labelledby={`${id}-label`}
        max={total || undefined}
        value={total ? done : undefined}
      />
      <p class="progress-numbers">
        {done === 0 && !total ? (
          'No one yet'
        ) : (
          <>
            <b>{count(done)}</b>
            {total === null ? '' : ` of ${count(total)}`} {word}
          </>
        )}
      </p>
      <p class="visually-hidden" id={`${id}-said`} role="status">
        {total ? `${label}: ${tenths * 10} percent` : label}
        {also}
      </p>
      {children}
    </div>
  );
}
