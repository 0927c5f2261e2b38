import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../../functions/contract/document.ts';
import { currentDocument, FUNCTIONS } from '../../../functions/contract/generate.ts';
import { type Route, routesFor } from '../../../shared/io/route.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const file = path.join(root, 'functions/contract/openapi.json');
const published = readFileSync(file, 'utf8');

const Reference = z.object({ $ref: z.string() });
const Operation = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean() })).default([]),
  requestBody: z.looseObject({ required: z.boolean() }).optional(),
  responses: z.record(z.string(), z.looseObject({})),
});
const Document = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.enum(['get', 'put', 'post']), Operation.optional())),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()), responses: z.record(z.string(), z.unknown()) }),
});
const document = Document.parse(JSON.parse(published));
const routes: readonly (readonly [name: string, route: Route<never>])[] = Object.entries(FUNCTIONS).flatMap(([name, table]) =>
  table.map((route) => [name, route] as const),
);
const operationOf = ({ path: at, method }: Route<never>) =>
  document.paths[at]?.[method === 'GET' ? 'get' : method === 'PUT' ? 'put' : 'post'];

describe('openapi.json', () => {
  it('is what the route tables say today (npm run openapi writes it)', () => {
    expect(published === currentDocument()).toBe(true);
  });

  it('has every function that has routes', () => {
    const doors = readdirSync(path.join(root, 'functions')).filter((name) => existsSync(path.join(root, 'functions', name, 'http.ts')));
    expect(Object.keys(FUNCTIONS).toSorted()).toEqual(doors.toSorted());
  });

  it('passes Redocly', async () => {
    const cli = path.join(root, 'node_modules/@redocly/cli/bin/cli.js');
    const lint = promisify(execFile)(process.execPath, [cli, 'lint', file, '--format=json'], {
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    const { stdout } = await lint;
    const Report = z.looseObject({
      totals: z.looseObject({ errors: z.number() }),
      problems: z.array(z.looseObject({ severity: z.string() })),
    });
    const { totals, problems } = Report.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))));
    expect({ errors: totals.errors, problems: problems.filter(({ severity }) => severity === 'error') }).toEqual({
      errors: 0,
      problems: [],
    });
  });

  it.each(routes.map(([name, route]) => [`${route.method} ${route.path}`, name, route] as const))('%s', (_, name, route) => {
    const operation = operationOf(route);
    const writes = route.method !== 'GET';
    const problems = ['400', '401', '403', '404', ...(writes ? ['409', '412', '413', '422'] : []), '503'];
    expect(operation).toMatchObject({ operationId: route.id, tags: [name] });
    expect(Object.keys(operation?.responses ?? {}).toSorted()).toEqual([...Object.keys(route.answers), ...problems].toSorted());
    for (const code of problems) expect(operation?.responses[code]).toEqual({ $ref: `#/components/responses/Problem${code}` });
    expect(operation?.requestBody !== undefined).toBe(route.body !== undefined);
    const named = (place: string) => operation?.parameters.filter((each) => each.in === place).map((each) => each.name) ?? [];
    expect(named('path')).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter));
    expect(named('header')).toEqual([
      ...(route.method === 'POST' && !route.pure ? ['Idempotency-Key'] : []),
      ...(writes && !route.pure ? ['If-Match'] : []),
    ]);
  });

  it('names every operation once, and refers to nothing that is not there', () => {
    const ids = routes.map(([, { id }]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = new Set([...published.matchAll(/"\$ref": "(#[^"]+)"/g)].map(([, reference]) => reference ?? ''));
    expect(references.size).toBeGreaterThan(9);
    for (const reference of references) {
      const [, , kind, name] = reference.split('/');
      expect(Object.keys(document.components[kind === 'responses' ? 'responses' : 'schemas'])).toContain(name);
    }
  });

  it('opens nothing without a token but itself and the sign of life', () => {
    const open = Object.entries(document.paths).flatMap(([at, methods]) =>
      Object.values(methods).flatMap((each) => (each?.security ? [at] : [])),
    );
    expect(open).toEqual(['/health', '/openapi.json']);
  });

  it('shows for every route what success looks like', () => {
    for (const [, route] of routes) expect(Object.keys(route.answers).length).toBeGreaterThan(0);
  });
});

describe('the generator', () => {
  it('writes down what a route says, and would differ if it said anything else', () => {
    const route = routesFor<object>();
    const table = (summary: string) => [
      route({
        id: 'getThing',
        method: 'GET',
        path: '/things/{code}',
        summary,
        roles: ['unit'],
        params: z.strictObject({ code: z.string() }),
        query: z.strictObject({ limit: z.coerce.number().int().max(5).optional() }),
        answers: { 200: z.object({ code: z.string() }) },
        handle: async () => ({ status: 200, body: {} }),
      }),
    ];
    const one = Document.parse(openApiDocument({ things: table('查看') }));
    expect(one.paths['/things/{code}']?.get).toMatchObject({
      summary: '查看',
      description: '角色：unit',
      parameters: [
        { name: 'code', in: 'path', required: true },
        { name: 'limit', in: 'query', required: false },
      ],
      responses: { 200: { content: { 'application/json': { schema: { properties: { code: { type: 'string' } } } } } } },
    });
    expect(openApiDocument({ things: table('另一个') })).not.toEqual(openApiDocument({ things: table('查看') }));
    expect(Reference.safeParse(one.paths['/things/{code}']?.get?.responses['503']).success).toBe(true);
  });
});
