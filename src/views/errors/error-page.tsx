import type { VNode } from 'preact';
import { ButtonLink } from '../components/button.js';
import { Icon } from '../components/icon.js';
import { Page } from '../layout/page.js';
import type { Viewer } from '../types.js';

export interface ErrorPageProps {
  /** HTTP status */
  status: number;
  /** a sentence without a full stop */
  title: string;
  /** what happened and what to do next; never an error's own text */
  message: string;
  /** who looks at it, where that is known */
  visitor?: Viewer | undefined;
  /** what whoever runs the portal finds this request by in its log */
  correlationId: string;
}

export function ErrorPage({ status, title, message, visitor, correlationId }: ErrorPageProps): VNode {
  return (
    <Page title={title} visitor={visitor} width="narrow">
      <div class="panel">
        <p>{message}</p>
        <div class="form-actions">
          <ButtonLink kind="primary" href="/">
            {visitor ? 'Go to the start page' : 'Go to sign-in'}
          </ButtonLink>
        </div>
      </div>
      <p class="hint after-panel">
        Error {status}. If you ask for help, name this number: <code>{correlationId}</code>
      </p>
    </Page>
  );
}

/** The same for a request of htmx: shown in the corner of the page, which stays as it was. */
export function ErrorFragment({ title, message, correlationId }: ErrorPageProps): VNode {
  return (
    <div class="notice error" role="alert">
      <Icon name="circle-x" size={20} />
      <div>
        <p class="banner-title">{title}</p>
        <p>{message}</p>
        <p>
          If you ask for help, name this number: <code>{correlationId}</code>
        </p>
      </div>
    </div>
  );
}
