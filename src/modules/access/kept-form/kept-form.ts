import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import type { PortalRequest, SentFields } from '../../../web/request.js';
import type { CameBackAs } from '../../../views/words/banners.js';
import { localPath } from '../../../web/local-path.js';
import type { WayBack } from '../../../web/comes-back.js';

/** A form that was sent after the session had ended. */
export interface KeptForm {
  /** the person whose page it was sent from; it is returned to no one else */
  readonly userId: string;
  readonly path: string;
  readonly fields: SentFields;
  readonly as: CameBackAs;
  /** see WayBack.again */
  readonly again?: string | undefined;
}

export const KEPT_MINUTES = 30;
/** Limit of the fields as JSON, in bytes. A page of 100 ticks takes 4,000, and the longest form that our pages accept 6,000. */
const MOST_BYTES = 16 * 1024;
const AUDIENCE = 'portal:kept-form';

/** @param authSecret AUTH_SECRET: the same in all processes */
export function keyOfForms(authSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', authSecret, '', AUDIENCE, 32));
}

/** The form to keep of a request without a session. @returns undefined when the form does not say whose it is */
export function formOf(request: PortalRequest, way: WayBack): KeptForm | undefined {
  const { openedBy: userId } = (request.body ?? {}) as Record<string, unknown>;
  if (typeof userId !== 'string' || userId.length > 100) return undefined;
  const { again } = way;
  const path = pathBack(request, way);
  const fields = keptFields(request, way);
  if (Buffer.byteLength(JSON.stringify(fields)) > MOST_BYTES) return { userId, path, fields: {}, as: 'too-long' };
  const as = way.secret ? 'form-with-secret' : way.keep ? 'form' : 'question';
  return { userId, path, fields, as, again };
}

/** `/teams/:id/edit` with the parameters of the request. */
export function pathBack({ params }: Pick<PortalRequest, 'params'>, { to }: WayBack): string {
  const path = to.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  return localPath(path) ?? '/';
}

function keptFields(request: PortalRequest, { keep = [] }: WayBack): SentFields {
  if (typeof keep === 'function') return keep(request);
  const body = (request.body ?? {}) as SentFields;
  return Object.fromEntries(keep.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])));
}

/** Encrypted, because the form waits in the browser on the sign-in page, where another person may use it. */
export function sealForm(key: Uint8Array, { userId, ...form }: KeptForm): Promise<string> {
  return new EncryptJWT({ ...form })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setSubject(userId)
    .setAudience(AUDIENCE)
    .setExpirationTime(`${KEPT_MINUTES} minutes`)
    .encrypt(key);
}

/** @returns undefined if the text is not a sealed form, or has expired */
export async function openForm(key: Uint8Array, sealed: string): Promise<KeptForm | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      audience: AUDIENCE,
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['sub', 'exp'],
    });
    const { path, fields, as, again } = payload as unknown as KeptForm;
    return { userId: payload.sub ?? '', path, fields, as, again };
  } catch {
    return undefined;
  }
}
