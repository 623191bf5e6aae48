/** Codings of RFC 9110, 8.4.1, and later ones. Any other value means "not compressed": servers put a charset or "none" there. */
const COMPRESSIONS = new Set(['gzip', 'x-gzip', 'deflate', 'compress', 'x-compress', 'br', 'zstd', 'dcb', 'dcz']);

/** Whether an answer is compressed although the request ruled that out, by its `Content-Encoding`, ignoring case. */
export function isCompressed(contentEncoding: string | undefined): boolean {
  return (contentEncoding ?? '').split(',').some((coding) => COMPRESSIONS.has(coding.trim().toLowerCase()));
}

/**
 * The text of an answer. Its encoding comes from the byte order mark, else from the charset in `Content-Type` (WHATWG Encoding:
 * `iso-8859-1` means windows-1252), else it is UTF-8. An unknown charset is read as UTF-8 if the bytes are valid, else as windows-1252.
 */
export function decoded(bytes: Uint8Array, contentType: string | undefined): string {
  const marked = ofMark(bytes);
  if (marked) return marked.decode(bytes);
  const charset = charsetOf(contentType);
  if (charset === undefined) return new TextDecoder().decode(bytes);
  const named = decoder(charset);
  if (named) return named.decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function ofMark([a, b, c]: Uint8Array): TextDecoder | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder();
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le');
  return a === 0xfe && b === 0xff ? new TextDecoder('utf-16be') : undefined;
}

/** @returns undefined if no charset is named */
export function charsetOf(contentType: string | undefined): string | undefined {
  for (const parameter of (contentType ?? '').slice(0, 1_000).split(';').slice(1)) {
    const [name = '', value = ''] = parameter.split('=');
    const charset = value.replace(/["'\s]/g, '');
    if (name.trim().toLowerCase() === 'charset' && charset !== '') return charset;
  }
  return undefined;
}

function decoder(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}
