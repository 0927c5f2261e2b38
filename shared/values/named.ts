/** A row of a form that says by name, rather than by id, which indicator it reports on. */
interface Reported {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * Forms that people fill in print an indicator's name and no id. The name is looked for among the approved indicators, without
 * spaces and widths; what isn't found keeps its name for an id, so that the refusal says what stood there.
 */
export function identified<Row extends Reported>(
  rows: readonly Row[],
  approved: readonly { readonly id: string; readonly name: string }[],
): (Omit<Row, 'id' | 'name'> & { readonly id: string })[] {
  const byName = new Map(approved.map(({ id, name }) => [plain(name), id]));
  return rows.map(({ id, name = '', ...row }) => ({ ...row, id: id ?? byName.get(plain(name)) ?? name.slice(0, 40) }));
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '');
}
