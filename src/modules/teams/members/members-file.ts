import { momentColumns, type Column, type FileOf } from '../../exports/index.js';
import type { Member } from './members.js';

export type NamedMember = Member & { /** name of the person who added them */ readonly by: string };

/** The people of a Team. @param imports whether the reader may see imports, as on the page */
export function membersFile(
  zone: string,
  { imports }: { readonly imports: boolean },
  rows: FileOf<NamedMember>['rows'],
): FileOf<NamedMember> {
  const importId: Column<NamedMember> = { key: 'importId', head: 'Import', value: (member) => member.importId };
  return {
    columns: [
      { key: 'name', head: 'Name', value: ({ name }) => name },
      { key: 'email', head: 'Email address', value: ({ email }) => email },
      { key: 'source', head: 'Where from', value: (member) => (member.importId ? 'import' : 'by hand') },
      ...(imports ? [importId] : []),
      ...momentColumns<NamedMember>('added', 'Added', zone, ({ addedAt }) => addedAt),
      { key: 'by', head: 'By', value: ({ by }) => by },
      { key: 'accountId', head: 'Account', value: ({ accountId }) => accountId },
    ],
    rows,
  };
}
