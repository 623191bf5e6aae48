import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { v5 as uuidV5, validate } from 'uuid';
import type { EventMetadata } from '../../event-store/index.js';
import { Jobs } from '../../jobs/index.js';
import { RateLimits } from '../../rate-limits/index.js';
import type { Fields } from '../../shared/fields.js';
import { NotPossibleNow, TooOften } from '../../shared/errors.js';
import type { Viewer } from '../../views/types.js';
import { waitText } from '../../views/words/limits.js';
import { type PageReply, seeOther, type SeeOther, unprocessable, withStatus } from '../../web/index.js';
import type { ConfirmRemovalPageProps } from './confirm-removal-form.js';
import { ConfirmRemovalPage } from './confirm-removal-page.js';
import type { WhyNotRemove } from './may-remove.js';
import type { Selection } from './removal-types.js';
import { Removals } from './removals.js';

/** What a question is about: the page's props without the preview. */
type About = Pick<ConfirmRemovalPageProps, 'team' | 'undo' | 'chosen'> & { readonly selection: Selection };

/** The question and its answer, the same for an undo and for chosen members. */
@Injectable()
export class ConfirmRemovals {
  constructor(
    private readonly removals: Removals,
    private readonly rates: RateLimits,
    private readonly jobs: Jobs,
  ) {}

  async page(
    visitor: Viewer & { readonly resellerId: string },
    { selection, ...about }: About,
    again: Pick<ConfirmRemovalPageProps, 'changed' | 'typed'> = {},
  ) {
    const { resellerId } = visitor;
    const [preview, going, staying] = await Promise.all([
      this.removals.preview(resellerId, selection),
      this.removals.previewPeople(resellerId, selection, false),
      this.removals.previewPeople(resellerId, selection, true),
    ]);
    return <ConfirmRemovalPage {...{ visitor, preview, going, staying }} {...about} {...again} />;
  }

  async answer(
    visitor: Viewer & { readonly resellerId: string },
    about: About,
    body: Fields,
    metadata: EventMetadata,
  ): Promise<SeeOther | PageReply> {
    const { resellerId } = metadata;
    const { selection } = about;
    const wait = await this.rates.count('removals', resellerId);
    if (wait !== undefined)
      throw new TooOften(`You can start 20 removals of many people a minute. ${waitText(wait)}, then try again.`, wait);
    const typed = textOf(body['people']);
    const confirmed = textOf(body['version']);
    const id = selection.kind === 'import' ? selection.importId : idOf(selection.teamId, confirmed, body['id']);
    const whyNot = await this.removals.request({ id, selection, confirmed, typed }, metadata);
    if (whyNot === undefined || whyNot === 'already') {
      await this.jobs.wake('remove-people', { id, owner: resellerId });
      return seeOther(`/removals/${id}`);
    }
    return this.refused(visitor, about, whyNot, typed);
  }

  private async refused(
    visitor: Viewer & { readonly resellerId: string },
    about: About,
    whyNot: Exclude<WhyNotRemove, 'already'>,
    typed: string,
  ): Promise<PageReply> {
    switch (whyNot) {
      case 'wrong-number':
        return unprocessable(await this.page(visitor, about, { typed }));
      case 'changed':
      case 'nobody':
        return withStatus(409, await this.page(visitor, about, { changed: true }));
      case 'behind':
        throw new NotPossibleNow(
          'Not everything that happened to these people is known here yet. No one was removed. Try again in a moment.',
        );
    }
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The same form is the same removal. Two tabs with the same people are two forms, and remove no one twice. */
function idOf(teamId: string, confirmed: string, formId: unknown): string {
  const namespace = typeof formId === 'string' && validate(formId) ? formId.toLowerCase() : randomUUID();
  return uuidV5(`removal ${teamId} ${confirmed}`, namespace);
}
