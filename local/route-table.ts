import type { Route } from './blueprint.ts';

export interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the route of a request: a literal segment before `{name}` before `{proxy+}`, a method of its own before `ANY`. */
export class RouteTable {
  private readonly routes: readonly { readonly route: Route; readonly segments: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    this.routes = routes
      .map((route) => ({ route, segments: segmentsOf(route.path) }))
      .toSorted(
        (one, other) =>
          rank(other.segments) - rank(one.segments) || Number(one.route.method === 'ANY') - Number(other.route.method === 'ANY'),
      );
  }

  match(method: string, path: string): Match | undefined {
    const given = segmentsOf(path);
    for (const { route, segments } of this.routes) {
      const parameters = route.method === 'ANY' || route.method === method ? fitting(segments, given) : undefined;
      if (parameters) return { route, parameters };
    }
    return undefined;
  }
}

const segmentsOf = (path: string): readonly string[] => path.replace(/^\//, '').split('/');

/** Higher is more exact. */
function rank(segments: readonly string[]): number {
  return segments.reduce((sum, segment) => sum + (segment.endsWith('+}') ? 1 : segment.startsWith('{') ? 10 : 100), 0);
}

function fitting(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const value = given[at];
    if (value === undefined) return undefined;
    if (segment.endsWith('+}')) {
      const rest = given.slice(at).join('/');
      return rest === '' ? undefined : { ...parameters, [segment.slice(1, -2)]: rest };
    }
    if (segment.startsWith('{')) {
      if (value === '') return undefined;
      parameters[segment.slice(1, -1)] = value;
    } else if (segment !== value) return undefined;
  }
  return segments.length === given.length || given.slice(segments.length).every((rest) => rest === '') ? parameters : undefined;
}
