import type { VNode } from 'preact';
import { Icon } from './icon.js';
import { Sentence } from './name.js';

export interface Problem {
  /** the id of its field; undefined: the whole form */
  readonly field?: string | undefined;
  /** names in it are marked by `isolated` */
  readonly text: string;
}

/** At the top of a rejected form: every problem, linked to its field. It takes the focus (portal.js), so that it is read first. */
export function ErrorSummary({ problems }: { problems: readonly Problem[] }): VNode | null {
  if (problems.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} data-focus aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">
        <Icon name="circle-x" size={20} />
        There is a problem
      </h2>
      <ul role="list">
        {problems.map(({ field, text }) => (
          <li key={text}>
            {field === undefined ? (
              <Sentence>{text}</Sentence>
            ) : (
              <a href={`#${field}`}>
                <Sentence>{text}</Sentence>
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The problems of a form's fields, in the order of the form. In: field id → message, or undefined. */
export function problemsOf(fields: Readonly<Record<string, string | undefined>>): Problem[] {
  return Object.entries(fields).flatMap(([field, text]) => (text === undefined ? [] : [{ field, text }]));
}
