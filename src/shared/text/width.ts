/** The usual-width forms of U+FF5F to U+FFEE, in order; blanks are unassigned. */
const HALF_AND_FULL =
  '⦅⦆。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u3099\u309a' +
  '\u3164ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ   ㅏㅐㅑㅒㅓㅔ  ㅕㅖㅗㅘㅙㅚ  ㅛㅜㅝㅞㅟㅠ  ㅡㅢㅣ   ' +
  '¢£¬\u00af¦¥₩ │←↑→↓■○';

const mapping = new Map<string, string>([['\u3000', ' ']]);
for (let point = 0xff01; point <= 0xff5e; point++) {
  mapping.set(String.fromCodePoint(point), String.fromCodePoint(point - 0xfee0));
}
for (const [place, usual] of [...HALF_AND_FULL].entries()) {
  if (usual !== ' ') mapping.set(String.fromCodePoint(0xff5f + place), usual);
}

/** Converts full-width and half-width characters to usual width (RFC 8265, 3.3.1: the decompositions <wide> and <narrow>). */
export function usualWidth(text: string): string {
  return text.replace(/[\u3000\uff01-\uffee]/g, (character) => mapping.get(character) ?? character);
}
