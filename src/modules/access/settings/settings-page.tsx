import type { VNode } from 'preact';
import { UTC, zoneName, zones } from '../../../shared/zones.js';
import { Button } from '../../../views/components/button.js';
import { ErrorSummary, problemsOf } from '../../../views/components/error-summary.js';
import { isolated } from '../../../views/components/name.js';
import { PostForm } from '../../../views/components/post-form.js';
import { SelectThatFinds, type ChoiceGroup } from '../../../views/components/select-that-finds.js';
import { Page, SETTINGS_TITLE } from '../../../views/layout/page.js';
import type { BannerProps, Viewer } from '../../../views/types.js';

interface SettingsPageProps {
  visitor: Viewer;
  /** the zone in the form, if it is not the one that is set */
  chosen?: string | undefined;
  problem?: 'missing' | 'unknown' | undefined;
  /** text typed into the search field without choosing a zone */
  typed?: string | undefined;
  banner?: BannerProps | undefined;
}

/** GET and POST /settings: field `timeZone`, an IANA name. */
export function SettingsPage({ visitor, chosen, problem, typed = '', banner }: SettingsPageProps): VNode {
  const error = problem && problems(problem, typed);
  const selected = problem ? undefined : (chosen ?? visitor.timeZone ?? UTC);
  return (
    <Page title={SETTINGS_TITLE} visitor={visitor} banner={banner} width="narrow" breadcrumbs={[]}>
      <ErrorSummary problems={problemsOf({ timeZone: error })} />
      <PostForm class="panel form" action="/settings">
        <SelectThatFinds
          id="timeZone"
          label="Time zone"
          hint="Times on your pages are shown in it, and a day in a filter begins and ends there. The history itself is kept in UTC."
          error={error}
          groups={groups}
          selected={selected}
          typed={typed}
          none="Select a zone"
          placeholder="Type a city, such as Berlin"
        />
        <div class="form-actions">
          <Button kind="primary">Save</Button>
        </div>
      </PostForm>
    </Page>
  );
}

const problems = (problem: 'missing' | 'unknown', typed: string): string =>
  problem === 'missing'
    ? 'Select a time zone.'
    : `There is no time zone “${isolated(typed)}”. Type the name of a large city in your zone, and select it in the list.`;

/** By continent: "Europe" with "Europe/Berlin" in it. */
const groups: readonly ChoiceGroup[] = [...Map.groupBy(zones, (zone) => zone.split('/')[0] ?? zone)].map(
  ([label, members]) => ({ label, choices: members.map((value) => ({ value, label: zoneName(value) })) }),
);
