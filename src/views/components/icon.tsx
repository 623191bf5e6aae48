import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { VNode } from 'preact';

const packages = createRequire(import.meta.url);

const names = [
  'archive',
  'archive-restore',
  'arrow-down',
  'arrow-right',
  'arrow-up',
  'ban',
  'building-2',
  'check',
  'chevron-down',
  'chevron-first',
  'chevron-last',
  'chevron-left',
  'chevron-right',
  'chevrons-up-down',
  'circle',
  'circle-check',
  'circle-minus',
  'circle-user',
  'circle-x',
  'clock',
  'download',
  'ellipsis',
  'history',
  'hourglass',
  'info',
  'inbox',
  'key-round',
  'layers',
  'loader-circle',
  'log-out',
  'minus',
  'pencil',
  'plug',
  'plus',
  'printer',
  'refresh-cw',
  'search',
  'settings',
  'trash-2',
  'triangle-alert',
  'unplug',
  'user-check',
  'user-minus',
  'user-plus',
  'users',
  'x',
] as const;

export type IconName = (typeof names)[number];

/** The content between <svg> and </svg>, read once from the icon package. */
const drawings = new Map<IconName, string>(
  names.map((name) => {
    const svg = readFileSync(packages.resolve(`lucide-static/icons/${name}.svg`), 'utf8');
    return [name, svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ')];
  }),
);

/** An icon beside text that says the same, so it is hidden from assistive technology. */
export function Icon({
  name,
  size = 16,
  class: className,
}: {
  name: IconName;
  size?: 16 | 20 | 24;
  class?: string;
}): VNode {
  return (
    <svg
      class={className === undefined ? 'icon' : `icon ${className}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
      dangerouslySetInnerHTML={{ __html: drawings.get(name) ?? '' }}
    />
  );
}
