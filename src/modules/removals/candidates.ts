import { likePatterns } from '../../shared/text/index.js';
import { importStream } from '../imports/index.js';
import type { Selection } from './removal-types.js';

/**
 * The people of a selection as a query, with the columns account_id, revision, person, kept (why they stay; null: to be removed) and
 * is_unknown (the list of members has not caught up). Values begin at `$1`.
 */
export function candidatesOf(
  resellerId: string,
  selection: Selection,
): { readonly sql: string; readonly values: unknown[] } {
  return selection.kind === 'import' ? importedBy(resellerId, selection) : chosenFrom(resellerId, selection);
}

/**
 * The history knows everyone whom the import brought in; the list of members knows those who are still there, and at which revision of
 * their account. A corrected name shows in the difference between the two.
 */
function importedBy(resellerId: string, { importId, teamId }: Extract<Selection, { kind: 'import' }>) {
  const sql = `
    select account_id, coalesce(m.revision, -1) as revision, ${PERSON} as person,
      case when m.account_id is not null then case
          when m.team_id <> $3::uuid then 'moved'
          when m.name <> i.person ->> 'name' then 'renamed'
          when m.revision >= 0 then 'changed' end
        when exists (select from email_claim c where c.email_key = i.address and c.reseller_id = $2) then 'added-again'
        else 'removed' end as kept,
      m.account_id is null and not exists (select from removed_account gone where gone.account_id = i.account_id) as is_unknown
    from (select (data ->> 'accountId')::uuid as account_id, person, address from history
      where stream = $1 and type = 'UserImported' and reseller_id = $2) i
    left join member m using (account_id)`;
  return { sql, values: [importStream(importId), resellerId, teamId] };
}

const PERSON = `case when m.account_id is null then i.person else jsonb_build_object('name', m.name, 'email', m.email) end`;

function chosenFrom(resellerId: string, { teamId, q, source }: Extract<Selection, { kind: 'members' }>) {
  const sql = `
    select account_id, revision, jsonb_build_object('name', name, 'email', email) as person, null::text as kept, false as is_unknown
    from member where team_id = $1 and reseller_id = $2
      and search like all ($3::text[])
      and ($4::text is null or case when $4 = 'by-hand' then import_id is null else import_id = $4::uuid end)`;
  return { sql, values: [teamId, resellerId, likePatterns(q), source] };
}

/** Identifies a preview: the same people at the same revisions, and the same reasons to keep some. */
export const VERSION = `md5(coalesce(string_agg(concat_ws(' ', account_id, revision, kept), ',' order by account_id), ''))`;
