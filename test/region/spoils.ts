import * as z from 'zod';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Money } from '../../shared/values/money.ts';

/** One thing wrong with a perfect body. */
export interface Spoil {
  readonly says: string;
  /** JSON pointer at which the answer must point; `undefined` where the body can't be read at all. */
  readonly at: string | undefined;
  /** The body, word for word. */
  readonly text: string;
}

const Schema = z.looseObject({
  type: z.string().optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  description: z.string().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  propertyNames: z.looseObject({ maxLength: z.number().optional() }).optional(),
  additionalProperties: z.unknown().optional(),
  required: z.array(z.string()).optional(),
});
type Schema = z.output<typeof Schema>;

const schemaOf = (schema: z.ZodType) => Schema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
const MONEY = schemaOf(Money).pattern;
const DATE = schemaOf(PlainDate).pattern;

/** By JSON type, a value of it. */
const VALUES: Readonly<Record<string, string>> = { string: '"文"', number: '12', boolean: 'true', array: '[]', object: '{}', null: 'null' };
const BAD_MONEY = ['-1.00', '1.001', '1e9', 'NaN', '１２', '1,000.00', ' 1.00', '1000000000000000', '01', '+1', '0x1', ''];
const BAD_DATES = ['2023-02-30', '2023-13-01', '2023-2-3', '20230203', '2023-02-03T00:00:00Z', ''];
const BAD_TEXTS = ['！', '\u0000', '../..', '{}', 'x'.repeat(5000)];

/** Every way to spoil a perfect body in one thing that its schema forbids. */
export function spoilsOf(body: z.ZodType, perfect: unknown): readonly Spoil[] {
  return [...spoilt(schemaOf(body), perfect, [], perfect)];
}

/** The same of a row in a list whose rows are read each for itself: `{ anyOf: [row, anything] }`. */
export function rowSpoilsOf(body: z.ZodType, list: string, perfect: unknown): readonly Spoil[] {
  const items = Schema.parse(Schema.parse(schemaOf(body).properties?.[list]).items);
  return [...spoilt(Schema.parse(items.anyOf?.[0]), perfect, [], perfect)];
}

/** Fields that the schema doesn't bound. */
export function unboundedIn(body: z.ZodType): readonly string[] {
  const found: string[] = [];
  const walk = (raw: unknown, at: string): void => {
    const schema = Schema.parse(raw);
    for (const option of schema.anyOf ?? []) walk(option, at);
    const finite = schema.enum !== undefined || schema.const !== undefined || schema.pattern !== undefined;
    if (schema.type === 'string' && !finite && schema.maxLength === undefined) found.push(at);
    if (schema.type === 'array' && schema.maxItems === undefined) found.push(at);
    if (schema.items) walk(schema.items, `${at}/*`);
    for (const [name, property] of Object.entries(schema.properties ?? {})) walk(property, `${at}/${name}`);
    if (schema.type === 'object' && schema.additionalProperties === undefined) found.push(at);
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties, `${at}/*`);
  };
  walk(schemaOf(body), '');
  return found;
}

type Path = readonly (string | number)[];

function* spoilt(schema: Schema, value: unknown, path: Path, perfect: unknown): Generator<Spoil> {
  const set = (says: string, text: string): Spoil => spoil(perfect, path, says, text);
  const options = schema.anyOf ? schema.anyOf.map((option) => Schema.parse(option)) : [schema];
  const kinds = new Set(options.map(kindOf));
  if (kinds.has(ANYTHING)) return;
  for (const [kind, text] of Object.entries(VALUES)) if (!kinds.has(kind)) yield set(`is ${kind}`, text);
  if (kinds.has('number')) {
    for (const text of ['1e999', '-1e999']) yield set('is infinite', text);
    yield { ...set('is NaN', 'NaN'), at: undefined };
  }
  if (options.length > 1) {
    const longest = Math.max(...options.map(({ maxLength = 0 }) => maxLength));
    if (longest > 0) yield set('is too long', quoted('长'.repeat(longest + 1)));
    return;
  }
  if (kinds.has('string')) for (const [says, text] of textSpoils(schema)) yield set(says, quoted(text));
  if (kinds.has('number')) for (const [says, number] of numberSpoils(schema)) yield set(says, String(number));
  if (schema.const !== undefined) yield set('is another constant', schema.const === true ? 'false' : '"x"');
  if (kinds.has('array') && Array.isArray(value)) yield* arraySpoils(schema, value, path, perfect);
  if (kinds.has('object') && isObject(value)) yield* objectSpoils(schema, value, path, perfect);
}

const ANYTHING = 'anything';

function kindOf({ type, const: constant, enum: values }: Schema): string {
  const sample = constant ?? values?.[0];
  const kind = type ?? (sample === undefined ? ANYTHING : typeof sample);
  return kind === 'integer' ? 'number' : kind;
}

function textSpoils({ enum: values, pattern, minLength = 0, maxLength }: Schema): (readonly [string, string])[] {
  const bad = values
    ? ['nonsense', '', ` ${values[0]}`, '__proto__', 'constructor']
    : pattern === MONEY
      ? BAD_MONEY
      : pattern === DATE
        ? BAD_DATES
        : pattern
          ? BAD_TEXTS.filter((text) => !new RegExp(pattern, 'u').test(text))
          : [];
  return [
    ...bad.map((text) => [`is ${JSON.stringify(text.slice(0, 20))}`, text] as const),
    ...(minLength > 0 ? [['is empty', ''] as const, ['is blank', '   '] as const] : []),
    ...(maxLength === undefined ? [] : [['is too long', '长'.repeat(maxLength + 1)] as const]),
  ];
}

function numberSpoils({ type, minimum, maximum, description = '' }: Schema): (readonly [string, number])[] {
  return [
    ...(minimum === undefined ? [] : [['is too small', minimum - 1] as const]),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? [] : [['is too large', maximum + 1] as const]),
    ...(type === 'integer' ? [['has a fraction', (minimum ?? 0) + 0.5] as const] : []),
    ...(description.includes('两位小数') ? [['has three places', 1.005] as const] : []),
    ...(description.includes('六位小数') ? [['has seven places', 0.1234567] as const] : []),
  ];
}

function* arraySpoils(schema: Schema, value: readonly unknown[], path: Path, perfect: unknown): Generator<Spoil> {
  const [first] = value;
  if (schema.minItems !== undefined && schema.minItems > 0) yield spoil(perfect, path, 'is empty', '[]');
  if (schema.maxItems !== undefined && first !== undefined) {
    const many = Array.from({ length: schema.maxItems + 1 }, () => first);
    yield spoil(perfect, path, 'has too many', JSON.stringify(many));
  }
  if (first === undefined || !schema.items) return;
  yield* spoilt(Schema.parse(schema.items), first, [...path, 0], perfect);
}

function* objectSpoils(schema: Schema, value: Readonly<Record<string, unknown>>, path: Path, perfect: unknown): Generator<Spoil> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  if (additionalProperties === false) {
    for (const extra of ['extra', 'constructor', 'toString']) yield spoil(perfect, [...path, extra], 'is extra', '1');
  }
  yield spoil(perfect, [...path, '__proto__'], 'is a prototype', '{"admin":true}');
  for (const name of required) yield spoil(perfect, [...path, name], 'is missing', undefined);
  for (const [name, property] of Object.entries(properties)) {
    const own = Schema.parse(property);
    yield* spoilt(own, value[name], [...path, name], perfect);
  }
  if (typeof additionalProperties !== 'object') return;
  for (const name of Object.keys(value).slice(0, 1))
    yield* spoilt(Schema.parse(additionalProperties), value[name], [...path, name], perfect);
  const longest = propertyNames?.maxLength;
  if (longest !== undefined) yield spoil(perfect, [...path, 'x'.repeat(longest + 1)], 'has a name too long', '1');
}

const HOLE = '@@hole@@';
const NAME = '@@name@@';

/** The perfect body with `text` (raw JSON) at a path; without what was there when `text` is undefined. */
function spoil(perfect: unknown, path: Path, says: string, text: string | undefined): Spoil {
  const at = path.map((step) => `/${step}`).join('');
  const [name] = path.slice(-1);
  const safe = name === '__proto__' ? [...path.slice(0, -1), NAME] : path;
  const written = JSON.stringify(changed(perfect, safe, text === undefined ? undefined : HOLE));
  const body = written.replace(JSON.stringify(HOLE), () => text ?? '').replace(JSON.stringify(NAME), '"__proto__"');
  return { says: `${at || 'the body'} ${says}`, at, text: body };
}

function changed(value: unknown, [step, ...rest]: Path, to: unknown): unknown {
  if (step === undefined) return to;
  if (Array.isArray(value)) return value.map((item, at) => (at === step ? changed(item, rest, to) : item));
  const object = isObject(value) ? value : {};
  return { ...object, [step]: changed(object[step], rest, to) };
}

const quoted = (text: string) => JSON.stringify(text);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
