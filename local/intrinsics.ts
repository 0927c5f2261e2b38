import * as z from 'zod';

/** A CloudFormation template as plain JSON, no more of it than is needed to run it. */
export const Template = z.looseObject({
  Parameters: z.record(z.string(), z.looseObject({ Default: z.unknown().optional() })).default({}),
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});
export type Template = z.output<typeof Template>;

/** Where a template is resolved: what CloudFormation knows when it deploys. */
export interface Surroundings {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly urlSuffix: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What `Ref` gives for a resource of this machine, e.g. a queue's URL. */
  readonly reference: (id: string) => string | undefined;
  /** What `Fn::GetAtt` gives for a resource of this machine. */
  readonly attribute: (id: string, name: string) => string | undefined;
}

const INTRINSIC = /^(Ref|Fn::\w+|Condition)$/;

/**
 * Replaces every intrinsic function in a value by what it stands for.
 *
 * Throws when it meets one that it doesn't know, or a name that the template doesn't have: half-resolved values would fail later and elsewhere.
 */
export function resolve(value: unknown, template: Template, where: Surroundings): unknown {
  const at = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(at);
    if (typeof inner !== 'object' || inner === null) return inner;
    const entries = Object.entries(inner);
    const [only] = entries;
    if (entries.length === 1 && only && INTRINSIC.test(only[0])) return apply(only[0], only[1]);
    return Object.fromEntries(entries.map(([key, part]) => [key, at(part)]));
  };
  const text = (inner: unknown): string => {
    const resolved = at(inner);
    if (typeof resolved === 'string' || typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new Error(`not a text: ${JSON.stringify(inner)}`);
  };
  const list = (inner: unknown): readonly unknown[] => {
    const resolved = at(inner);
    if (Array.isArray(resolved)) return resolved;
    throw new Error(`not a list: ${JSON.stringify(inner)}`);
  };
  const referenced = (name: string): string => {
    const pseudo = pseudoParameter(name, where);
    const known = pseudo ?? where.parameters[name] ?? template.Parameters[name]?.Default ?? where.reference(name);
    if (known !== undefined) return String(known);
    if (name in template.Resources) return name;
    throw new Error(`the template has no ${name}, and no value was given for it`);
  };
  const attributeOf = (id: string, name: string): string => {
    const resource = template.Resources[id];
    if (!resource) throw new Error(`the template has no ${id}`);
    return where.attribute(id, name) ?? strangersAttribute(resource.Type, id, name, where);
  };
  const apply = (name: string, argument: unknown): unknown => {
    switch (name) {
      case 'Ref':
        return referenced(text(argument));
      case 'Fn::GetAtt': {
        const [id, ...path] = typeof argument === 'string' ? argument.split('.') : list(argument).map(text);
        return attributeOf(id ?? '', path.join('.'));
      }
      case 'Fn::Join': {
        const [separator, parts] = list(argument);
        return list(parts).map(text).join(text(separator));
      }
      case 'Fn::Split': {
        const [separator, whole] = list(argument);
        return text(whole).split(text(separator));
      }
      case 'Fn::Select': {
        const [index, parts] = Array.isArray(argument) ? argument : [];
        const chosen = list(parts)[Number(text(index))];
        if (chosen === undefined) throw new Error(`Fn::Select has no part ${text(index)}`);
        return chosen;
      }
      case 'Fn::Sub': {
        const [pattern, given] = Array.isArray(argument) ? argument : [argument, {}];
        const names = z.record(z.string(), z.unknown()).parse(given);
        return text(pattern).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, variable: string) => {
          if (literal) return `\${${variable}}`;
          if (variable in names) return text(names[variable]);
          const [id = '', ...path] = variable.split('.');
          return path.length > 0 ? attributeOf(id, path.join('.')) : referenced(variable);
        });
      }
      default:
        throw new Error(`${name} isn't understood here`);
    }
  };
  return at(value);
}

function pseudoParameter(name: string, where: Surroundings): string | undefined {
  switch (name) {
    case 'AWS::Region':
      return where.region;
    case 'AWS::AccountId':
      return where.account;
    case 'AWS::Partition':
      return where.partition;
    case 'AWS::URLSuffix':
      return where.urlSuffix;
    default:
      return undefined;
  }
}

/** Keys, log groups, topics: they don't exist on this machine, but policies name them. */
function strangersAttribute(type: string, id: string, name: string, where: Surroundings): string {
  const service = type.split('::')[1]?.toLowerCase();
  return name.endsWith('Arn') ? `arn:${where.partition}:${service}:${where.region}:${where.account}:${id}` : `${id}.${name}`;
}
