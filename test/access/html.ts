const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/** The text of an attribute or element. */
export const decode = (html: string) => html.replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => NAMED[name] ?? '');
