/** The words of a search, folded, each once; a word that is part of another one says nothing more. At most `mostSearchWords`
 *  are looked for; null when there are more. */
export function searchWords(text: string): string[] | null {
  const words = [...new Set(text.toLowerCase().split(/\s+/))].filter((word) => word !== '');
  const telling = words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
  return telling.length > mostSearchWords ? null : telling;
}

/** Each takes one bit of a mask, beside two for peer and MAC. */
export const mostSearchWords = 24;
