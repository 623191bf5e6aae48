import type { VNode } from 'preact';
import { Icon } from '../components/icon.js';
import { Name } from '../components/name.js';
import type { Role, Viewer } from '../types.js';

export type Section = 'teams' | 'imports' | 'halopsa';

interface Entry {
  readonly section: Section;
  readonly label: string;
  readonly href: string;
}

const teams: Entry = { section: 'teams', label: 'Teams', href: '/teams' };
const imports: Entry = { section: 'imports', label: 'Imports', href: '/imports' };
const halopsa: Entry = { section: 'halopsa', label: 'HaloPSA', href: '/halopsa' };

function entriesFor({ role, teamId }: Viewer): readonly Entry[] {
  switch (role) {
    case 'admin':
    case 'auditor':
      return [teams, imports, halopsa];
    case 'client-admin':
      return teamId === null ? [] : [{ section: 'teams', label: 'My Team', href: `/teams/${teamId}` }];
  }
}

/** Product, reseller, the sections this role may enter, and the person's menu. */
export function TopBar({ visitor, current }: { visitor: Viewer | undefined; current: Section | undefined }): VNode {
  return (
    <header class="top-bar">
      <div class="top-bar-inside">
        <a class="product" href="/">
          <Mark />
          BrainStation
        </a>
        {visitor && (
          <span class="reseller">
            <Name>{visitor.resellerName}</Name>
          </span>
        )}
        {visitor && <Sections entries={entriesFor(visitor)} current={current} />}
        {visitor && <PersonMenu visitor={visitor} />}
      </div>
    </header>
  );
}

function Sections({ entries, current }: { entries: readonly Entry[]; current: Section | undefined }): VNode {
  return (
    <nav class="sections" aria-label="Sections">
      <ul role="list">
        {entries.map(({ section, label, href }) => (
          <li key={section}>
            <a href={href} aria-current={section === current ? 'true' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function PersonMenu({ visitor }: { visitor: Viewer }): VNode {
  return (
    <details class="menu person-menu">
      <summary class="button quiet small">
        <span class="button-face">
          <Icon name="circle-user" size={20} />
          <span class="person-name">
            <Name>{visitor.name}</Name>
          </span>
          <Icon name="chevron-down" />
        </span>
      </summary>
      <div class="menu-list">
        <p class="person-card">
          <b>
            <Name>{visitor.name}</Name>
          </b>
          <span>
            <Name>{visitor.email}</Name>
          </span>
          <span>{roleName(visitor.role)}</span>
        </p>
        <a href="/settings">
          <Icon name="settings" />
          Your settings
        </a>
        <form method="post" action="/sign-out">
          <button type="submit">
            <Icon name="log-out" />
            Sign out
          </button>
        </form>
      </div>
    </details>
  );
}

/** The product's logo: people who come together in one place. */
function Mark(): VNode {
  return (
    <svg class="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" />
      <path d="M7 17V7h5.2a2.8 2.8 0 0 1 1.6 5.1A3 3 0 0 1 12.6 17H7Zm2.6-6h2.2M9.6 13.6h2.6" />
    </svg>
  );
}

function roleName(role: Role): string {
  switch (role) {
    case 'admin':
      return 'Reseller admin';
    case 'auditor':
      return 'Auditor';
    case 'client-admin':
      return 'Client admin';
  }
}
