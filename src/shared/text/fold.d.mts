export function folded(text: string): string;
export function searchWords(text: string): string[];
