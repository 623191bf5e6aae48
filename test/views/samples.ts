import type { MemberRow } from '../../src/modules/teams/members/team-page.js';
import type { TeamRow } from '../../src/modules/teams/team-list/teams-page.js';
import type { Keyset, Viewer } from '../../src/views/types.js';

/** A time some minutes from a fixed one. */
export const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 14, 32) + minutes * 60_000);
export const uuid = (n: number) => `0b5e7c1e-93c2-4c5c-9a55-${String(n).padStart(12, '0')}`;
export const firstPage: Keyset = { at: null, next: null };

export const admin: Viewer = {
  name: 'Ada Adeyemi',
  email: 'admin@demo.example',
  role: 'admin',
  resellerName: 'Northwind Managed Services',
  teamId: null,
  timeZone: null,
};
export const auditor: Viewer = { ...admin, name: 'Otto Lindqvist', email: 'auditor@demo.example', role: 'auditor' };
export const northwind = { id: uuid(100), name: 'Contoso Ltd' };
export const clientAdmin: Viewer = {
  ...admin,
  name: 'Carla Moreno',
  email: 'client@demo.example',
  role: 'client-admin',
  teamId: northwind.id,
};

export const someTeams: readonly TeamRow[] = [
  { ...northwind, people: 1_204, lastImport: { id: uuid(200), at: at(-5) }, archived: false },
  {
    id: uuid(101),
    name: 'Fabrikam Residences',
    people: 62,
    lastImport: { id: uuid(201), at: at(-9_000) },
    archived: false,
  },
  { id: uuid(102), name: 'Łódź Spółka z ograniczoną odpowiedzialnością', people: 0, lastImport: null, archived: false },
  { id: uuid(103), name: 'Tailspin Toys', people: 18, lastImport: { id: uuid(203), at: at(-90_000) }, archived: true },
];

const names = [
  'Zoë Åkesson',
  'Nguyễn Thị Minh Khai',
  'Οδυσσέας Ελύτης',
  '山田 太郎',
  'Bartholomew Featherstonehaugh-Cholmondeley',
  '',
];
export const someMembers: readonly MemberRow[] = names.map((name, index) => ({
  accountId: uuid(300 + index),
  name,
  email:
    index === 4
      ? 'bartholomew.featherstonehaugh-cholmondeley@contoso-holdings.example'
      : `person${index}@contoso.example`,
  origin: index % 3 === 2 ? { kind: 'by-hand' } : { kind: 'import', importId: uuid(200) },
  at: at(-index * 700),
  by: index % 3 === 2 ? 'Carla Moreno' : 'Ada Adeyemi',
}));
