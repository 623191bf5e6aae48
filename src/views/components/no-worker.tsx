import type { VNode } from 'preact';
import { noWorker } from '../words/banners.js';
import { Icon } from './icon.js';

/** Replaces the progress: why there is none. */
export function NoWorker(): VNode {
  return (
    <div class="notice warning" role="status">
      <Icon name="triangle-alert" size={20} />
      <div>
        <p class="banner-title">{noWorker.title}</p>
        <p>{noWorker.text}</p>
      </div>
    </div>
  );
}
