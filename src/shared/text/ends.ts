/**
 * Text without the characters at its ends that an expression for one character matches. An expression that ends in `+$` does the same in
 * time by the square of the length.
 */
export function withoutEnds(text: string, character: RegExp): string {
  const characters = Array.from(text);
  let from = 0;
  let to = characters.length;
  while (from < to && character.test(characters[from] as string)) from++;
  while (to > from && character.test(characters[to - 1] as string)) to--;
  return characters.slice(from, to).join('');
}

/** Text without so many of one character as it ends with. */
export function withoutEnd(text: string, character: string): string {
  let length = text.length;
  while (length > 0 && text[length - 1] === character) length--;
  return text.slice(0, length);
}
