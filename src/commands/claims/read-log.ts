import type { EventStore, Position, RecordedEvent } from '../../event-store/index.js';
import type { AccountEvent, ImportEvent, TeamEvent } from '../../facts/index.js';
import { emailKey } from '../../shared/text/index.js';

/** An account according to the log. */
export interface LoggedAccount {
  /** undefined: the address in the log is not valid */
  readonly key: string | undefined;
  /** the Team that they are in, since this revision of account-<id>; undefined: since they were added */
  readonly teamId: string;
  readonly revision?: number | undefined;
  /** the Teams before, and until when */
  readonly before?: readonly {
    readonly teamId: string;
    readonly revision?: number | undefined;
    readonly until: Position;
  }[];
  readonly resellerId: string;
  readonly added: Position;
  readonly removed?: Position;
}

/** A Team according to the log. */
export interface LoggedTeam {
  readonly resellerId: string;
  readonly name: string;
  readonly isArchived: boolean;
  /** when it last changed */
  readonly changed: Position;
}

const BATCH = 2_000;

/** What the log says about everything that the database keeps beside it. */
export class LogReading {
  readonly accounts = new Map<string, LoggedAccount>();
  readonly teams = new Map<string, LoggedTeam>();
  /** when each import ended */
  readonly ended = new Map<string, Date>();
  private position: Position = '';

  /** Reads on from where it was. */
  async readTo(store: EventStore, end: Position): Promise<void> {
    while (this.position < end) {
      const events = await store.readAll(this.position, BATCH);
      for (const event of events) this.note(event);
      this.position = events.at(-1)?.position ?? end;
    }
  }

  private note(recorded: RecordedEvent): void {
    const event = recorded as RecordedEvent & (AccountEvent | ImportEvent | TeamEvent);
    switch (event.type) {
      case 'UserImported':
      case 'UserAdded':
        this.accounts.set(event.data.accountId, accountOf(recorded, event.data, recorded.position));
        break;
      case 'UserMoved':
        this.move(recorded, event.data);
        break;
      case 'UserRemoved': {
        const account = this.accounts.get(event.data.accountId) ?? accountOf(recorded, event.data, '');
        this.accounts.set(event.data.accountId, { ...account, removed: recorded.position });
        break;
      }
      case 'ImportCompleted':
      case 'ImportCancelled':
        this.ended.set(event.data.importId, recorded.recordedAt);
        break;
      case 'TeamAdded':
      case 'TeamRenamed':
        this.change(recorded, event.data.teamId, { name: event.data.name });
        break;
      case 'TeamArchived':
      case 'TeamReopened':
        this.change(recorded, event.data.teamId, { isArchived: event.type === 'TeamArchived' });
        break;
      case 'UserRenamed':
      case 'UserRejected':
      case 'ImportStarted':
        break;
    }
  }

  private move({ position, revision }: RecordedEvent, { accountId, teamId }: AccountEvent['data']): void {
    const account = this.accounts.get(accountId);
    if (!account) return;
    const { before = [] } = account;
    const last = { teamId: account.teamId, revision: account.revision, until: position };
    this.accounts.set(accountId, { ...account, teamId, revision, before: [...before, last] });
  }

  private change({ metadata, position }: RecordedEvent, teamId: string, change: Partial<LoggedTeam>): void {
    const before = this.teams.get(teamId) ?? { resellerId: metadata.resellerId, name: '', isArchived: false };
    this.teams.set(teamId, { ...before, ...change, changed: position });
  }
}

function accountOf(
  { metadata }: RecordedEvent,
  { teamId, person }: AccountEvent['data'] | Extract<ImportEvent, { type: 'UserImported' }>['data'],
  added: Position,
): LoggedAccount {
  return { key: emailKey(person.email), teamId, resellerId: metadata.resellerId, added };
}
