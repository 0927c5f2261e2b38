/** A label as it is compared: without spaces, colons, stars and what stands in brackets. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\([^()]*\)/g, '')
    .replaceAll(/[\s:*"“”]/g, '');
}

/** `219001-某镇人民政府` is split on its first `-`; a cell without a code has only a name. */
export function codeAndName(text: string): { readonly code?: string; readonly name: string } {
  const [, code, name = ''] = /^[[(]?([A-Z0-9]{3,21})[\])]?\s*[-—_]\s*(.*)$/su.exec(text.trim()) ?? [];
  return code === undefined ? { name: text.trim() } : { code, name: name.trim() };
}

/** The same of a project, whose code may itself hold hyphens: `370103-001-职业培训`. The name begins where no code could go on. */
export function projectAndName(text: string): { readonly code?: string; readonly name: string } {
  const trimmed = text.trim();
  const [, code, name = ''] = /^([A-Z0-9][A-Z0-9-]*\d[A-Z0-9]*|\d[A-Z0-9]*)-(?=[^A-Z0-9-])(.*)$/su.exec(trimmed) ?? [];
  return code === undefined || code.length > 40 ? { name: trimmed } : { code, name: name.trim() };
}

/** Nothing, however it is printed. */
export function isBlank(text: string): boolean {
  return /^[-—–/／\s]*$/.test(text);
}
