import * as z from 'zod';

const Values = z.record(z.string(), z.unknown());

/** Bytes of an item in DynamoDB's notation, as DynamoDB counts them. */
export function itemBytes(item: Readonly<Record<string, unknown>>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);
}

/** Texts in UTF-8, numbers by their digits, lists and maps with a little for each part. */
function valueBytes(value: unknown): number {
  const [kind, inner] = Object.entries(Values.catch({}).parse(value))[0] ?? [];
  switch (kind) {
    case 'S':
      return Buffer.byteLength(String(inner));
    case 'N':
      return Math.ceil(String(inner).replaceAll(/\D/g, '').length / 2) + 1;
    case 'B':
      return Buffer.byteLength(String(inner), 'base64');
    case 'M':
      return 3 + itemBytes(Values.catch({}).parse(inner));
    case 'L':
      return Array.isArray(inner) ? inner.reduce((sum: number, part: unknown) => sum + 1 + valueBytes(part), 3) : 3;
    default:
      return 1;
  }
}
