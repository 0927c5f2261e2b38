/** Lines of a table in plain text: the first column to the left, the others to the right; a cell that begins with a blank stays left. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return column === 0 || cell.startsWith(' ') ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map((cells) => `  ${line(cells)}`).join('\n');
}

/** `12345` as `12,345`. */
export const whole = (number: number): string => Math.round(number).toLocaleString('en-US');

/** A number with so many places; a dash where there is none. */
export const fixed = (number: number | undefined, places = 2): string =>
  number === undefined || Number.isNaN(number) ? '-' : number.toFixed(places);

/** What stands beside a number that is measured against a target. */
export const mark = (over: boolean): string => (over ? ' OVER' : '');
