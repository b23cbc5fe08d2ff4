/** A cell that a spreadsheet would take for a formula gets an apostrophe: whoever names a phone must not run anything on the desk of
 *  whoever opens the report. Only for reports; lists that are read in again are written as they are. */
export function guardFormulas<Row extends Readonly<Record<string, string>>>(row: Row): Row {
  const cells = Object.entries(row).map(([column, cell]) => [column, /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell]);
  return Object.fromEntries(cells) as Row;
}
