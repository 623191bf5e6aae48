import type { VNode } from 'preact';
import { ButtonLink } from '../../../views/components/button.js';

/** In a demo: fills in the HaloPSA that was started with it. @param path where the form is */
export function UseSandbox({ path }: { path: string }): VNode {
  return (
    <div class="use-sandbox">
      <p>This is a demo. It runs a HaloPSA of its own, with made-up clients and people.</p>
      <ButtonLink small icon="plug" href={`${path}?fill=sandbox`}>
        Use the sandbox’s credentials
      </ButtonLink>
    </div>
  );
}
