/**
 * Removes characters at both ends that an expression for a single character matches. An expression that ends in `+$` would take quadratic
 * time.
 */
export function withoutEnds(text: string, character: RegExp): string {
  const characters = Array.from(text);
  let from = 0;
  let to = characters.length;
  while (from < to && character.test(characters[from] as string)) from++;
  while (to > from && character.test(characters[to - 1] as string)) to--;
  return characters.slice(from, to).join('');
}

/** Removes all of one character from the end of a text. */
export function withoutEnd(text: string, character: string): string {
  let length = text.length;
  while (length > 0 && text[length - 1] === character) length--;
  return text.slice(0, length);
}
