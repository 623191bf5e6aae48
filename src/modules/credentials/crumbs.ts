import type { Crumb } from '../../views/components/breadcrumbs.js';
import type { TeamRef } from '../../views/types.js';

/** Breadcrumbs of a PSA Import. The Team's name is in them on every page. */
export function psaImportCrumbs(team: TeamRef, ...more: readonly Crumb[]): readonly Crumb[] {
  const start: Crumb =
    more.length === 0 ? { label: 'PSA Import' } : { label: 'PSA Import', href: `/teams/${team.id}/psa-import` };
  return [{ label: 'Teams', href: '/teams' }, { label: team.name, href: `/teams/${team.id}` }, start, ...more];
}
