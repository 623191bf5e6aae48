import { until } from '../support/portal.js';
import type { Remote } from './remote.js';

/** Keys without a character, as WebDriver numbers them. */
export const ENTER = '\uE007';

const quoted = (text: string) => JSON.stringify(text);

/** The first visible element of a kind with a text in it, as an expression for the page. */
export const the = (selector: string, text = '') =>
  `[...document.querySelectorAll(${quoted(selector)})].find((each) => each.checkVisibility() && each.textContent.includes(${quoted(text)}))`;

const SHOWN = "location.href + ': ' + document.body.innerText.replace(/\\s+/g, ' ').slice(0, 800)";

/** A page as a person uses it: by mouse, keys and eyes, with a deadline for everything that is waited for. */
export class RemotePage {
  constructor(readonly remote: Remote) {}

  async see(selector: string, text = ''): Promise<void> {
    await this.until(the(selector, text), `${selector} with “${text}” is on the page`);
  }

  /** @param expression may fail while one page gives way to the next */
  async until(expression: string, what: string): Promise<void> {
    try {
      await until(() => this.remote.evaluate(`!!(${expression})`).then(Boolean, () => false), what);
    } catch (error) {
      const shown = await this.remote.evaluate(SHOWN).catch(String);
      throw new Error(`${String(error)} Shown was ${String(shown)}`, { cause: error });
    }
  }

  async read<T>(expression: string): Promise<T> {
    return (await this.remote.evaluate(expression)) as T;
  }

  /** Presses the mouse on the middle of an element, once the page is loaded and nothing lies over the element. */
  async click(element: string): Promise<void> {
    // The page may give way to the next one between a look and a move: then both are made again.
    const pointAt = async () => {
      const at = (await this.remote.evaluate(middleOf(element))) as [number, number] | null;
      if (at) await this.mouse({ type: 'pointerMove', x: at[0], y: at[1] });
      return at !== null && String(await this.remote.evaluate(middleOf(element))) === String(at);
    };
    await until(() => pointAt().catch(() => false), `${element} can be pressed`);
    try {
      await this.mouse({ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 });
    } catch (error) {
      throw new Error(`${element} was not pressed: ${String(error)}`, { cause: error });
    }
  }

  private mouse(...actions: readonly object[]): Promise<unknown> {
    return this.remote.perform([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]);
  }

  async type(text: string): Promise<void> {
    const keys = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.remote.perform([{ type: 'key', id: 'keyboard', actions: keys }]);
  }

  /** Writes into the field of a label, over what is in it. */
  async fill(label: string, text: string): Promise<void> {
    const field = `${the('label', label)}.control`;
    await this.click(field);
    await this.read(`${field}.select()`);
    await this.type(text);
    await this.until(`${field}.value === ${quoted(text)}`, `“${label}” holds what was typed`);
  }
}

const middleOf = (element: string) => `(() => {
  const found = ${element};
  if (!found || document.readyState !== 'complete') return null;
  found.scrollIntoView({ block: 'center', behavior: 'instant' });
  const box = found.getBoundingClientRect();
  const at = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  const top = document.elementFromPoint(...at);
  return top && (found.contains(top) || top.contains(found) || top.closest('label')?.control === found) ? at : null;
})()`;
