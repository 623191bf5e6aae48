import type { VNode } from 'preact';
import { Button, ButtonForm, ButtonLink, type ButtonKind } from '../../../views/components/button.js';
import { count } from '../../../views/components/number.js';
import { durationText } from '../../../views/components/time.js';
import type { ReloadState } from './reload-state.js';

export type { ReloadState } from './reload-state.js';

/** A button of the list's form, so that the ticks of the page are kept without JavaScript too. */
export function ReloadButton({ rosterId, hasForm }: { rosterId: string; hasForm: boolean }): VNode {
  const button = {
    icon: 'refresh-cw',
    busy: 'Starting…',
    id: 'reload',
    action: `/rosters/${rosterId}/reload`,
  } as const;
  if (!hasForm) return <ButtonForm {...button}>Reload from HaloPSA</ButtonForm>;
  return (
    <>
      <EnterSearches />
      <Button {...button} form="roster">
        Reload from HaloPSA
      </Button>
    </>
  );
}

/**
 * The button that Enter in the search field presses: a browser takes the first one of the form, and it must not be the one that reloads
 * (HTML, "implicit submission").
 */
function EnterSearches(): VNode {
  return (
    <button
      class="visually-hidden"
      type="submit"
      form="roster"
      name="action"
      value="filter"
      tabIndex={-1}
      aria-hidden="true"
    >
      Search
    </button>
  );
}

/** Above a list: it is being reloaded, or what the reload found. Each number shows its people. */
export function ReloadLine({ rosterId, reload }: { rosterId: string; reload: ReloadState | undefined }): VNode | null {
  if (reload?.running) {
    return (
      <p class="hint reload-line">
        This list is being <a href={`/rosters/${reload.running}`}>reloaded from HaloPSA</a>. You can go on ticking: the
        ticks are taken over.
      </p>
    );
  }
  const { found } = reload ?? {};
  if (!found) return null;
  const { gone, changed, ticksLost, secondsAgo } = found;
  return (
    <p class="hint reload-line">
      Reloaded {agoText(secondsAgo)}: <Found href={`/rosters/${rosterId}?show=new`} n={found.new} word="new" />,{' '}
      <Found href={`/rosters/${rosterId}/gone`} n={gone} word="gone" />,{' '}
      <Found href={`/rosters/${rosterId}?show=changed`} n={changed} word="changed" />. The ticks were kept
      {ticksLost > 0 && (
        <>
          , except those of {count(ticksLost)} {ticksLost === 1 ? 'person who is' : 'people who are'} gone or can no
          longer be imported
        </>
      )}
      .
    </p>
  );
}

function Found({ href, n, word }: { href: string; n: number; word: string }): VNode {
  const face = `${count(n)} ${word}`;
  return n === 0 ? <>{face}</> : <a href={href}>{face}</a>;
}

/** "3 minutes ago" */
function agoText(seconds: number): string {
  if (seconds < 60) return 'just now';
  return `${durationText(Math.floor(seconds / 60) * 60)} ago`;
}

/** On the page of a list that is loading, or has failed to. */
export function WhileReloading({ listId }: { listId: string }): VNode {
  return (
    <p class="reload-line">
      Until the people are loaded, <a href={`/rosters/${listId}`}>the list as it was</a> stays in use. Its ticks are
      taken over.
    </p>
  );
}

/** After a reload that failed. */
export function ReloadAgain({ listId, kind }: { listId: string; kind: ButtonKind }): VNode {
  return (
    <>
      <ButtonForm kind={kind} icon="refresh-cw" action={`/rosters/${listId}/reload`}>
        Reload again
      </ButtonForm>
      <ButtonLink href={`/rosters/${listId}`}>Back to the list as it was</ButtonLink>
    </>
  );
}
