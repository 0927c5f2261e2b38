import * as z from 'zod';
import { FUNCTIONS } from '../../functions/contract/generate.ts';
import type { Route } from '../../shared/io/route.ts';

/** Every row of every function's route table, as the contract lists them. */
export const ROUTES: readonly Route<never>[] = Object.values(FUNCTIONS).flat();

/** Whether the route answers a page of a list: it takes a cursor. */
export function isList({ query }: Route<never>): boolean {
  return query instanceof z.ZodObject && 'cursor' in query.shape;
}

export function routeNamed(id: string): Route<never> {
  const found = ROUTES.find((route) => route.id === id);
  if (!found) throw new Error(`there is no route ${id}`);
  return found;
}

/** A route's path with its parameters filled in: `/goals/{projectCode}/{fiscalYear}` → `/goals/A-1/2025`. */
export function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`nothing fills {${name}} of ${path}`);
    return value;
  });
}
