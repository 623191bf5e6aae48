import { inspect } from 'node:util';

/**
 * A secret in memory. Printed, logged, or turned into JSON, it reads `***`. Only `reveal()` returns the text, so the few places that send
 * or seal it can be found by searching for that name.
 */
export class Secret {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(text: string): Secret {
    return new Secret(text);
  }

  /** The text itself, for the request or the seal that needs it. Never use it in a page, a log line, or an event. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}
