import type { ComponentChildren, VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { asset } from '../assets.js';
import { Banner } from '../components/banner.js';
import { Breadcrumbs, type Crumb } from '../components/breadcrumbs.js';
import { Sentence } from '../components/name.js';
import { Opened } from '../opened.js';
import type { BannerProps, Viewer } from '../types.js';
import { TopBar, type Section } from './top-bar.js';
import { ZoneProposal } from './zone-proposal.js';

export interface PageProps {
  /** names in it are marked by `isolated` */
  title: string;
  /** distinguishes pages of the same title in browser tabs: usually the Team's name, marked by `isolated` */
  about?: string | undefined;
  /** omitted before signing in */
  visitor?: Viewer | undefined;
  current?: Section | undefined;
  breadcrumbs?: readonly Crumb[];
  /** one line below the title */
  lead?: ComponentChildren;
  /** the main action of the page */
  action?: ComponentChildren;
  banner?: BannerProps | undefined;
  /** `narrow` for reading and forms, `centred` for the page before signing in */
  width?: 'wide' | 'narrow' | 'centred';
  /** without JavaScript the page reloads after this many seconds */
  refreshSeconds?: number | undefined;
  children: ComponentChildren;
}

/** No style elements by htmx, because the content security policy allows none; no history cache, because pages contain personal data. */
const htmxConfig = JSON.stringify({
  includeIndicatorCSS: false,
  history: false,
  mode: 'same-origin',
  defaultTimeout: 15_000,
});

/** The page on which a zone is set needs no proposal above it. */
export const SETTINGS_TITLE = 'Your settings';

/** The whole document. The interceptor that sends it adds the doctype. */
export function Page({ width = 'wide', refreshSeconds, ...page }: PageProps): VNode {
  const { banner: cameBack, log, proposesZone } = useContext(Opened);
  return (
    <html lang="en">
      <Head title={page.about ? `${page.title} · ${page.about}` : page.title} refreshSeconds={refreshSeconds} />
      <body>
        <a class="skip-link" href="#main">
          Skip to content
        </a>
        <TopBar visitor={page.visitor} current={page.current} />
        <main id="main" class={width === 'wide' ? 'main' : `main ${width}`} tabIndex={-1}>
          <Breadcrumbs crumbs={page.breadcrumbs ?? []} />
          <Heading {...page} />
          {proposesZone && page.visitor && page.title !== SETTINGS_TITLE && <ZoneProposal />}
          {log && page.visitor && <Banner {...log} />}
          {cameBack && <Banner {...cameBack} />}
          {page.banner && <Banner {...page.banner} />}
          {page.children}
        </main>
        <div id="notices" class="notices" aria-live="polite" />
      </body>
    </html>
  );
}

function Heading({ title, lead, action }: Pick<PageProps, 'title' | 'lead' | 'action'>): VNode {
  return (
    <header class="page-head">
      <div>
        <h1>
          <Sentence>{title}</Sentence>
        </h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {action && <div class="page-action">{action}</div>}
    </header>
  );
}

function Head({ title, refreshSeconds }: { title: string; refreshSeconds: number | undefined }): VNode {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${title} · BrainStation`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="htmx-config" content={htmxConfig} />
      <link rel="icon" type="image/svg+xml" href={asset('favicon.svg')} />
      <link rel="preload" as="font" type="font/woff2" href={asset('inter-latin.woff2')} crossOrigin="anonymous" />
      <link rel="stylesheet" href={asset('portal.css')} />
      <script src={asset('portal.js')} type="module" />
      <script src={asset('combobox.js')} type="module" />
      {/* Last: modules run in their order, and htmx sends its first request only when portal.js can judge the answer. */}
      <script src={asset('htmx.esm.min.js')} type="module" />
      {refreshSeconds !== undefined && (
        <noscript>
          <meta http-equiv="refresh" content={String(refreshSeconds)} />
        </noscript>
      )}
    </head>
  );
}
