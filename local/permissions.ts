import * as z from 'zod';

const oneOrMany = z.union([z.string().transform((only) => [only]), z.array(z.string())]);

/** A statement of an IAM policy, resolved. */
export const Statement = z
  .looseObject({
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMany.optional(),
    NotAction: oneOrMany.optional(),
    Resource: oneOrMany.optional(),
    NotResource: oneOrMany.optional(),
    Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  })
  .readonly();
export type Statement = z.output<typeof Statement>;

/** What a call asks of its caller's role. */
export interface Demand {
  readonly action: string;
  readonly resource: string;
}

/** Whether a role may do it: some statement allows it and none denies it, as IAM decides for identity policies. */
export function grants(statements: readonly Statement[], { action, resource }: Demand): boolean {
  const fitting = statements.filter((statement) => applies(statement, action, resource));
  return fitting.some(({ Effect: effect }) => effect === 'Allow') && fitting.every(({ Effect: effect }) => effect === 'Allow');
}

function applies(statement: Statement, action: string, resource: string): boolean {
  const named = (patterns: readonly string[] | undefined, value: string) => patterns?.some((pattern) => fits(pattern, value)) ?? false;
  const actions = statement.Action
    ? named(statement.Action.map(lower), lower(action))
    : statement.NotAction !== undefined && !named(statement.NotAction.map(lower), lower(action));
  const resources = statement.Resource
    ? named(statement.Resource, resource)
    : statement.NotResource !== undefined && !named(statement.NotResource, resource);
  // A condition that can't be judged here never widens what a role may do.
  return actions && resources && (statement.Condition === undefined || statement.Effect === 'Deny');
}

const lower = (text: string) => text.toLowerCase();

/** `*` stands for anything, `?` for one character. */
function fits(pattern: string, value: string): boolean {
  if (pattern === '*' || pattern === value) return true;
  if (!/[*?]/.test(pattern)) return false;
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(value);
}
