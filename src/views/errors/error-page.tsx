import type { VNode } from 'preact';
import { ButtonLink } from '../components/button.js';
import { Icon } from '../components/icon.js';
import { Page } from '../layout/page.js';
import type { Viewer } from '../types.js';

export interface ErrorPageProps {
  /** HTTP status */
  status: number;
  /** without a full stop */
  title: string;
  /** what happened and what to do next; never the message of an exception */
  message: string;
  /** the visitor, if known */
  visitor?: Viewer | undefined;
  /** the id by which the operator finds this request in the log */
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

/** The same for a request by htmx: shown in the corner of the page, which stays unchanged. */
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
