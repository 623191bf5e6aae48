import type { ComponentChildren, VNode } from 'preact';
import type { BannerProps } from '../types.js';
import { Icon, type IconName } from './icon.js';
import { Sentence } from './name.js';

const icons: Readonly<Record<BannerProps['kind'], IconName>> = {
  success: 'circle-check',
  info: 'info',
  warning: 'triangle-alert',
  error: 'circle-x',
};

const words: Readonly<Record<BannerProps['kind'], string>> = {
  success: 'Done',
  info: 'Note',
  warning: 'Warning',
  error: 'Error',
};

/** One message above the content. `children`: more than plain text, such as links. */
export function Banner({ kind, title, text, children }: BannerProps & { children?: ComponentChildren }): VNode {
  return (
    <div class={`banner ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icons[kind]} size={20} />
      <div>
        <p class="banner-title">
          <span class="visually-hidden">{words[kind]}: </span>
          <Sentence>{title}</Sentence>
        </p>
        {text && (
          <p>
            <Sentence>{text}</Sentence>
          </p>
        )}
        {children && <p>{children}</p>}
      </div>
    </div>
  );
}
