import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NIL, validate } from 'uuid';
import type { Roster } from '../roster.js';
import type { Visitor } from '../../../shared/visitor.js';
import { NotPossibleNow } from '../../../shared/errors.js';
import type { PortalRequest, SentFields } from '../../../web/index.js';
import { DoneAgain, type KeptForm } from '../../access/index.js';
import { placeAfter, readRosterForm, type RosterForm } from '../people/roster-form.js';
import { rosterPath } from '../people/row-query.js';
import { Rosters } from '../rosters.js';
import { Ticks } from './ticks.js';

/** The fields of a roster page's form that are kept. */
export const ROSTER_FIELDS = ['shown', 'tick', 'q', 'show', 'site', 'sort', 'applied', 'after', 'action'];

/** htmx sends a tick with the page's whole form. This reduces it to the form of a page that shows only this person. */
export const fieldsOfTick = ({ params, body }: Pick<PortalRequest, 'params' | 'body'>): SentFields =>
  fieldsOf(String((params as Record<string, string>)['haloId'] ?? ''), body);

/** The same for a range of rows, which are `shown`. */
export const fieldsOfTicks = ({ body }: Pick<PortalRequest, 'body'>): SentFields =>
  fieldsOf(String((body as SentFields | undefined)?.['shown'] ?? ''), body);

function fieldsOf(shown: string, body: unknown): SentFields {
  const { q = '', show = '', site = '', sort = '', applied = '', after, tick } = (body ?? {}) as SentFields;
  const ids = new Set(shown.split(','));
  const ticked = [tick].flat().filter((id) => id !== undefined && ids.has(id));
  return {
    shown,
    ...(ticked.length > 0 ? { tick: ticked as string[] } : {}),
    ...{ q, show, site, sort, applied },
    action: `page:${String(after)}`,
  };
}

/** Ticks that were sent after the session had ended are applied when their admin has signed in again. */
@Injectable()
export class TicksAgain implements OnModuleInit {
  constructor(
    private readonly doneAgain: DoneAgain,
    private readonly rosters: Rosters,
    private readonly ticks: Ticks,
  ) {}

  onModuleInit(): void {
    this.doneAgain.register('ticks', (visitor, form) => this.again(visitor, form));
  }

  private async again({ role, resellerId }: Visitor, { path, fields }: KeptForm) {
    const roster = role === 'admin' ? await this.rosters.byId(idIn(path)) : undefined;
    // If the list does not exist, or can no longer be ticked, its page says so.
    if (roster?.resellerId !== resellerId || roster.importRequestedAt || roster.status !== 'loaded') {
      return { path, as: 'ticks-not-possible' as const };
    }
    const form = readRosterForm(fields);
    const page = { ...form, after: placeAfter(form) };
    const done = await this.applied(roster, form);
    const here = rosterPath(roster.id, page, done || null);
    if (done === false) return { path: here, as: 'ticks-not-possible' as const };
    const ticked = (await this.rosters.byId(roster.id))?.counts.ticked ?? 0;
    const confirms = form.action.kind === 'review' && ticked > 0;
    return { path: confirms ? `/rosters/${roster.id}/confirm` : here, as: 'ticks' as const };
  }

  private async applied(roster: Roster, form: RosterForm) {
    try {
      return await this.ticks.apply(roster, form);
    } catch (error) {
      if (error instanceof NotPossibleNow) return false;
      throw error;
    }
  }
}

/** @returns an id that no roster has if the text is not an id */
function idIn(path: string): string {
  const id = path.split('/')[2];
  return id && validate(id) ? id : NIL;
}
