import type { RegionProfile } from '../../stacks/region-profile.ts';
import type { Resource, Template } from '../../stacks/synthesise.ts';

/** What is wrong with a template, one line per fault, each beginning with a logical id. Empty: nothing. */
export type Check = (template: Template, profile: RegionProfile) => readonly string[];

export const ofType = (template: Template, ...types: readonly string[]) =>
  Object.entries(template.Resources).filter(([, { Type: type }]) => types.includes(type));

/** The value at a path such as `VpcConfig/SubnetIds`, or undefined. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const step of path.split('/')) {
    if (found === null || typeof found !== 'object') return undefined;
    found = Object.entries(found).find(([key]) => key === step)?.[1];
  }
  return found;
}

export const prop = ({ Properties: properties }: Resource, path: string) => at(properties, path);

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

export const text = (value: unknown) => JSON.stringify(value ?? null);

/** The logical id to which a `Ref` or `Fn::GetAtt` points. */
export function target(value: unknown): string | undefined {
  const ref = at(value, 'Ref') ?? list(at(value, 'Fn::GetAtt'))[0];
  return typeof ref === 'string' ? ref : undefined;
}

export const faults = (
  entries: readonly (readonly [string, Resource])[],
  isFault: (resource: Resource, id: string) => boolean,
  says: string,
) => entries.filter(([id, resource]) => isFault(resource, id)).map(([id]) => `${id}: ${says}`);

export function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) yield* strings(inner);
}

export function* references(value: unknown): Generator<string> {
  const direct = target(value);
  if (direct) yield direct;
  else if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) yield* references(inner);
}
