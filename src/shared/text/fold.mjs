// How texts are compared in every search: the server's lists and the browser's pickers import this one file. It is looser than identity:
// text typed on a plain keyboard finds a name with accents.

/** Letters that Unicode does not decompose into a plain letter and a mark. */
const LETTERS = {
  ...{
    æ: 'ae',
    œ: 'oe',
    ß: 'ss',
    þ: 'th',
    ð: 'd',
    đ: 'd',
    ɖ: 'd',
    ħ: 'h',
    ı: 'i',
    ȷ: 'j',
    ɨ: 'i',
    ĸ: 'k',
    ł: 'l',
    ɫ: 'l',
  },
  ...{
    ŋ: 'n',
    ɲ: 'n',
    ø: 'o',
    ɔ: 'o',
    ŧ: 't',
    ʉ: 'u',
    ƶ: 'z',
    ə: 'e',
    ɛ: 'e',
    ƒ: 'f',
    ɓ: 'b',
    ɗ: 'd',
    ƙ: 'k',
    ƴ: 'y',
    ς: 'σ',
  },
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');
/** Code points that search ignores, as the first and last of each run. */
const DROPPED_RUNS = [
  // accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic
  ...[
    '0300 036f',
    '0483 0487',
    '0591 05bd',
    '05bf 05bf',
    '05c1 05c2',
    '05c4 05c5',
    '05c7 05c7',
    '0610 061a',
    '0640 0640',
  ],
  ...['064b 065f', '0670 0670', '1ab0 1aff', '1dc0 1dff', '20d0 20ff', 'fe20 fe2f'],
  // invisible characters
  ...[
    '00ad 00ad',
    '034f 034f',
    '061c 061c',
    '115f 1160',
    '17b4 17b5',
    '180b 180f',
    '200b 200f',
    '202a 202e',
    '2060 206f',
  ],
  ...['3164 3164', 'fe00 fe0f', 'feff feff', 'ffa0 ffa0', 'e0000 e0fff'],
  // apostrophes
  ...['0027 0027', '0060 0060', '2018 2019', '201b 201b', '2032 2032', '02b9 02b9', '02bb 02bc'],
];
const DROPPED = new RegExp(
  `[${DROPPED_RUNS.map((run) => run.replace(/\S+/g, (point) => `\\u{${point}}`).replace(' ', '-')).join('')}]`,
  'gu',
);
const DASHES = /[\u2010-\u2015\u2212]/g;
const ASCII = /^[\t-~]*$/;

/** A text without capitals, accents and apostrophes. */
export function folded(text) {
  // A fast path for most names, a hundred times as fast.
  if (ASCII.test(text)) return text.toLowerCase().replace(/['`]/g, '');
  return text
    .replace(/\u00b4/g, '')
    .normalize('NFKD')
    .replace(DROPPED, '')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter])
    .replace(DASHES, '-')
    .replace(/\u3002/g, '.')
    .normalize('NFC');
}

/** What surrounds a word in a list, a link or a mail header. */
const AROUND = new Set([...',;:()<>"“”„«»']);
const MOST_WORDS = 8;

/** The words of a search, folded. All must occur, in any order. "<mailto:Ann@Acme.example>;" is one word. */
export function searchWords(text) {
  const words = folded(text)
    .split(/\s+/)
    .map((word) => bare(bare(word).replace(/^mailto:/, '')));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, MOST_WORDS);
}

function bare(word) {
  let [start, end] = [0, word.length];
  while (start < end && AROUND.has(word[start])) start++;
  while (end > start && AROUND.has(word[end - 1])) end--;
  return word.slice(start, end);
}
