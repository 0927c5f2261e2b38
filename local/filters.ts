/**
 * Whether a record fits one of an event source mapping's filter patterns; without patterns every record does.
 *
 * Understands EventBridge's patterns as far as mappings take them: values, `exists`, `prefix`, `suffix`, `anything-but`, `numeric`, `null`, `$or`. Throws on others.
 */
export function passes(patterns: readonly unknown[], record: unknown): boolean {
  return patterns.length === 0 || patterns.some((pattern) => fits(pattern, record));
}

function fits(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((rule) => obeys(rule, value));
  if (!isObject(pattern)) throw new Error(`not a filter pattern: ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([name, inner]) => {
    if (name === '$or' && Array.isArray(inner)) return inner.some((alternative) => fits(alternative, value));
    return fits(inner, isObject(value) ? value[name] : undefined);
  });
}

function obeys(rule: unknown, value: unknown): boolean {
  if (!isObject(rule)) return rule === value;
  const [name, operand] = Object.entries(rule)[0] ?? [];
  switch (name) {
    case 'exists':
      return (value !== undefined) === operand;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'anything-but':
      return value !== undefined && (Array.isArray(operand) ? !operand.includes(value) : operand !== value);
    case 'numeric':
      return typeof value === 'number' && Array.isArray(operand) && compares(operand, value);
    default:
      throw new Error(`filter rule ${name} isn't understood here`);
  }
}

/** `['>', 0, '<=', 5]` */
function compares(comparison: readonly unknown[], value: number): boolean {
  for (let at = 0; at + 1 < comparison.length; at += 2) {
    const bound = Number(comparison[at + 1]);
    const holds = { '=': value === bound, '<': value < bound, '<=': value <= bound, '>': value > bound, '>=': value >= bound }[
      String(comparison[at])
    ];
    if (!holds) return false;
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
