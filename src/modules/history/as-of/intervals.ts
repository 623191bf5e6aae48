import type { AccountEvent, ImportEvent } from '../../../facts/index.js';
import type { Position, RecordedEvent } from '../../../event-store/index.js';
import { searchable, sortKey } from '../../../shared/text/index.js';

interface Named {
  readonly name: string;
  readonly name_key: string;
  readonly search: string;
}

/** The first interval of an account. */
export interface Beginning extends Named {
  readonly account_id: string;
  readonly since_position: Position;
  readonly team_id: string;
  readonly reseller_id: string;
  readonly since: Date;
  readonly email: string;
  /** null: added by hand */
  readonly import_id: string | null;
  readonly added_by: string;
  readonly added_at: Date;
}

/** The end of an account's interval, and the difference in the one that follows it. */
export interface Change extends Partial<Named> {
  readonly account_id: string;
  readonly position: Position;
  readonly at: Date;
  readonly team_id?: string;
  /** the account was removed: no interval follows */
  readonly ends: boolean;
}

export interface IntervalChanges {
  readonly begun: readonly Beginning[];
  /** each with at most one change per account, to be made one after another */
  readonly rounds: readonly (readonly Change[])[];
}

/** What a batch of events changes, as far as it is about accounts: pure. */
export function intervalChanges(events: readonly RecordedEvent[]): IntervalChanges {
  const begun: Beginning[] = [];
  const rounds: Change[][] = [];
  const made = new Map<string, number>();
  const change = ({ position, recordedAt }: RecordedEvent, accountId: string, by: Partial<Change>) => {
    const round = made.get(accountId) ?? 0;
    made.set(accountId, round + 1);
    (rounds[round] ??= []).push({ account_id: accountId, position, at: recordedAt, ends: false, ...by });
  };
  for (const recorded of events) {
    const event = recorded as RecordedEvent & (AccountEvent | ImportEvent);
    switch (event.type) {
      case 'UserImported':
        begun.push(beginning(recorded, event.data, event.data.importId));
        break;
      case 'UserAdded':
        begun.push(beginning(recorded, event.data, null));
        break;
      case 'UserMoved':
        change(recorded, event.data.accountId, { team_id: event.data.teamId });
        break;
      case 'UserRenamed':
        change(recorded, event.data.accountId, namesOf(event.data.person));
        break;
      case 'UserRemoved':
        change(recorded, event.data.accountId, { ends: true });
        break;
      case 'ImportStarted':
      case 'UserRejected':
      case 'ImportCompleted':
      case 'ImportCancelled':
        break;
    }
  }
  return { begun, rounds };
}

const namesOf = (person: { readonly name: string; readonly email: string }): Named => ({
  name: person.name,
  name_key: sortKey(person.name),
  search: searchable([person.name], person.email),
});

interface Added {
  readonly accountId: string;
  readonly teamId: string;
  readonly person: { readonly name: string; readonly email: string };
}

function beginning(
  { position, metadata, recordedAt }: RecordedEvent,
  { accountId, teamId, person }: Added,
  importId: string | null,
): Beginning {
  return {
    account_id: accountId,
    since_position: position,
    team_id: teamId,
    reseller_id: metadata.resellerId,
    since: recordedAt,
    email: person.email,
    ...namesOf(person),
    import_id: importId,
    added_by: metadata.actor.id,
    added_at: recordedAt,
  };
}
