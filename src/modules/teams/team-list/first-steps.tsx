import type { VNode } from 'preact';
import { Icon } from '../../../views/components/icon.js';

export interface FirstStepsProps {
  readonly connected: boolean;
  readonly hasTeam: boolean;
}

/** What a new reseller does first. It disappears with the first import. */
export function FirstSteps({ connected, hasTeam }: FirstStepsProps): VNode {
  return (
    <section class="panel first-steps" aria-labelledby="first-steps-title">
      <h2 id="first-steps-title">First steps</h2>
      <ol class="step-list" role="list">
        <Step done={connected} title="Connect HaloPSA" href="/halopsa">
          With the API application of your HaloPSA. Its credentials are stored once, for all Teams.
        </Step>
        <Step done={hasTeam} title="Add a Team" href="/teams/new">
          One for each client company.
        </Step>
        <Step done={false} title="Import people" href={null}>
          In the Action menu of a Team, select PSA Import. Choose the client’s group in HaloPSA, tick people, and import
          them.
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  done: boolean;
  title: string;
  /** null: the step begins on this page */
  href: string | null;
  children: string;
}

function Step({ done, title, href, children }: StepProps): VNode {
  return (
    <li class={done ? 'step done' : 'step'}>
      <Icon name={done ? 'circle-check' : 'circle'} size={20} />
      <div>
        <p class="step-title">
          {done || href === null ? title : <a href={href}>{title}</a>}
          {done && <span class="step-done"> Done</span>}
        </p>
        <p class="hint">{children}</p>
      </div>
    </li>
  );
}
