// Plain text for people: columns, times, and nothing that could steer a terminal.

/** Names come from phones and files: control characters must not reach the terminal. Line ends stay. */
export function printable(text: string): string {
  return text.replaceAll(/(?![\n\t])\p{Cc}/gu, '\u{FFFD}');
}

export function formatTable(headers: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [headers, ...rows].map((row) => row.map((cell) => printable(String(cell)).replaceAll(/[\n\t]/g, ' ')));
  const widths = headers.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Names and values below each other. */
export function formatFacts(facts: readonly (readonly [name: string, value: string | number])[]): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${printable(String(value))}`.trimEnd()).join('\n');
}

/** `2026-01-05 09:00:00` of an RFC 3339 time; the workstation gives it in the site's zone. */
export function shortTime(instant: string | null): string {
  return instant === null ? '-' : instant.slice(0, 19).replace('T', ' ');
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
