import { Inject, Injectable } from '@nestjs/common';
import { validate } from 'uuid';
import type { CameBack, PortalRequest } from '../../../web/request.js';
import type { CameBackAs } from '../../../views/words/banners.js';
import type { Visitor } from '../../../shared/visitor.js';
import type { WayBack } from '../../../web/comes-back.js';
import { DoneAgain } from './done-again.js';
import { KeptFormRows } from './kept-form-rows.js';
import { formOf, KEPT_MINUTES, openForm, sealForm, type KeptForm } from './kept-form.js';

/** DI token: the key that seals forms. */
export const FORM_KEY = Symbol('key of kept forms');

/** The longest sealed form that is put in a URL; a tick fits. */
const LONGEST_IN_ADDRESS = 2_000;

/**
 * Forms that were sent after the session had ended. Until sign-in, a form is kept sealed in the sign-in page. After that it is kept in a
 * row for the same person, and the form's page is opened with the row's id.
 */
@Injectable()
export class KeptForms {
  constructor(
    private readonly rows: KeptFormRows,
    @Inject(FORM_KEY) private readonly key: Uint8Array,
    private readonly doneAgain: DoneAgain,
  ) {}

  /** @returns undefined when the request has no form to keep */
  async seal(request: PortalRequest, way: WayBack): Promise<string | undefined> {
    const form = formOf(request, way);
    return form && sealForm(this.key, form);
  }

  /** From the URL of the sign-in page. @returns undefined for anything but a sealed form */
  async inAddress(sealed: unknown): Promise<string | undefined> {
    if (typeof sealed !== 'string' || sealed.length > LONGEST_IN_ADDRESS) return undefined;
    return (await openForm(this.key, sealed)) && sealed;
  }

  fitsAddress(sealed: string): boolean {
    return sealed.length <= LONGEST_IN_ADDRESS;
  }

  /**
   * The path to go to after signing in.
   * @param sealed unvalidated text from the sign-in page
   * @param repeat whether to repeat the form, if it may be repeated
   */
  async pathFor(visitor: Visitor, sealed: string, repeat: boolean): Promise<string> {
    const form = await openForm(this.key, sealed);
    if (!form) return `${homeOf(visitor)}?done=form-not-kept`;
    if (form.userId !== visitor.userId) return '/';
    const { path, as } = await this.repeated(visitor, form, repeat);
    const id = await this.store({ ...form, path, as });
    return `${path}${path.includes('?') ? '&' : '?'}kept=${id}`;
  }

  /** The form that a page was opened with (`?kept=`). Reloading the page restores typed fields; other messages appear only once. */
  async cameBack({ userId }: Visitor, { query, path }: PortalRequest): Promise<CameBack | undefined> {
    const id = query['kept'];
    if (typeof id !== 'string' || !validate(id)) return undefined;
    const sealed = await this.rows.find(userId, id);
    const form = sealed && (await openForm(this.key, sealed));
    if (!form || form.userId !== userId || form.path.split('?')[0] !== path) return undefined;
    if (!HAS_FIELDS.includes(form.as)) await this.rows.remove(id);
    return { as: form.as, fields: form.fields };
  }

  private async repeated(visitor: Visitor, form: KeptForm, repeat: boolean): Promise<Pick<KeptForm, 'path' | 'as'>> {
    const again = this.doneAgain.get(form.again);
    if (!again) return form;
    return repeat ? again(visitor, form) : { path: form.path, as: 'ticks-not-possible' };
  }

  private async store(form: KeptForm): Promise<string> {
    return this.rows.add(form.userId, await sealForm(this.key, form), KEPT_MINUTES);
  }
}

const HAS_FIELDS: readonly CameBackAs[] = ['form', 'form-with-secret'];

const homeOf = ({ teamId }: Visitor) => (teamId ? `/teams/${teamId}` : '/teams');
