import type { Route } from './route.ts';

export interface Match<Ports> {
  readonly route: Route<Ports>;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; of two that fit, the first in the table. A HEAD is a GET whose answer nobody reads. */
export function mapRoutes<Ports>(routes: readonly Route<Ports>[]): (method: string, path: string) => Match<Ports> | undefined {
  const rows = routes.map((route) => ({
    route,
    pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
    names: [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name),
  }));
  return (method, path) => {
    const wanted = method === 'HEAD' ? 'GET' : method;
    for (const { route, pattern, names } of rows) {
      const found = route.method === wanted && pattern.exec(path);
      if (found) return { route, params: Object.fromEntries(names.map((name, at) => [name, decoded(found[at + 1] ?? '')])) };
    }
    return undefined;
  };
}

/** What isn't percent-encoded as it should be stays as it is: a schema says what is wrong with it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
