const colors = ['#3F8FA0', '#7C6BC4', '#C0843A', '#5B8F5A', '#B86A8C', '#6F86B5', '#98A3A7'];

/** A small mark to find a group again; it means nothing else, and the same name always gets the same one. */
export function groupColor(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return colors[sum % colors.length] ?? '#98A3A7';
}
