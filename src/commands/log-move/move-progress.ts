import type { MoveWatch } from '../../event-store/index.js';
import type { Terminal } from '../command.js';
import { said } from '../rebuild-progress.js';

const EVERY_MS = 1_000;

interface State {
  readonly step: 'read' | 'copied' | 'compared';
  readonly events: number;
  readonly of: number | undefined;
}

/** Prints the progress of a move every second, and its results. */
export class MoveProgress implements Required<MoveWatch> {
  private readonly timer: NodeJS.Timeout;
  private state: State | undefined;
  private told: State | undefined;

  constructor(private readonly terminal: Terminal) {
    this.timer = setInterval(() => this.tell(), EVERY_MS);
  }

  end(): void {
    clearInterval(this.timer);
  }

  readonly closed = (): void => {
    this.terminal.out('The log is closed: portals read, and append nothing until it is moved and they are restarted.');
  };

  readonly moved: Required<MoveWatch>['moved'] = (step, events, of) => {
    this.state = { step, events, of };
  };

  readonly verified: Required<MoveWatch>['verified'] = (postgres, eventStoreDb) => {
    const line = (events: number, sha256: string) => `${said(events)} events, SHA-256 ${sha256}`;
    this.terminal.out(`PostgreSQL:   ${line(postgres.events, postgres.sha256)}`);
    this.terminal.out(`EventStoreDB: ${line(eventStoreDb.events, eventStoreDb.sha256)}`);
  };

  private tell(): void {
    const { state, told } = this;
    if (!state || state === told) return;
    this.told = state;
    const before = told?.step === state.step ? told.events : undefined;
    this.terminal.err(progressLine(state, before === undefined ? undefined : state.events - before));
  }
}

/** @param perSecond undefined before there is a pace */
export function progressLine({ step, events, of }: State, perSecond: number | undefined): string {
  const done = of === undefined ? `${said(events)} events` : `${said(events)} of ${said(of)} events`;
  const pace = perSecond ? `, ${said(perSecond)} a second` : '';
  const left = perSecond && of !== undefined && of > events ? `, ${timeOf((of - events) / perSecond)} left` : '';
  return `${done} ${step}${pace}${left}`;
}

function timeOf(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
