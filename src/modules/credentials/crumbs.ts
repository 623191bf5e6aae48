import type { Crumb } from '../../views/components/breadcrumbs.js';
import type { TeamRef } from '../../views/types.js';

/** The Team's name stands in the breadcrumbs the whole way of a PSA Import. */
export function psaImportCrumbs(team: TeamRef, ...more: readonly Crumb[]): readonly Crumb[] {
  const start: Crumb =
    more.length === 0 ? { label: 'PSA Import' } : { label: 'PSA Import', href: `/teams/${team.id}/psa-import` };
  return [{ label: 'Teams', href: '/teams' }, { label: team.name, href: `/teams/${team.id}` }, start, ...more];
}
