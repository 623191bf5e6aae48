import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EventMetadata, Position } from '../../../event-store/index.js';
import { CredentialStore } from '../credential-store.js';

/** @returns the position of the event; undefined if there was nothing to remove, or the event is still to be appended */
export class RemoveHaloCredentials extends Command<Position | undefined> {
  constructor(readonly metadata: EventMetadata) {
    super();
  }
}

@CommandHandler(RemoveHaloCredentials)
export class RemoveHaloCredentialsHandler implements ICommandHandler<RemoveHaloCredentials> {
  constructor(private readonly credentials: CredentialStore) {}

  execute({ metadata }: RemoveHaloCredentials): Promise<Position | undefined> {
    return this.credentials.remove(metadata);
  }
}
