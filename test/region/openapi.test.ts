import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ROLES } from '../../shared/values/actor.ts';
import type { Reply } from './calls.ts';
import type { Desk } from './desk.ts';
import { close, must, walk } from './loop.ts';
import { shared } from './region.ts';
import { ROUTES } from './route-tables.ts';

const { region, caller, desk } = shared();

const Content = z.record(z.string(), z.looseObject({ schema: z.looseObject({}) }));
const Answer = z.looseObject({ $ref: z.string().optional(), content: Content.optional() });
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.record(z.string(), Answer) }))),
  components: z.looseObject({ schemas: z.looseObject({}), responses: z.record(z.string(), Answer).default({}) }),
});

const NOBODY = { projectCode: 'NOBODY', alertId: 'NOBODY.2025.1', id: 'NOBODY.2025.S' };

describe('what the contract says of the answers', () => {
  const seen: { readonly operation: string; readonly reply: Reply }[] = [];
  let document: z.output<typeof Document>;
  let own: Desk;

  beforeAll(async () => {
    document = Document.parse((await caller.ask({ method: 'GET', path: '/openapi.json' })).body);
    const walked = await walk(desk('OPENAPI-1', {}, { seen: (operation, reply) => seen.push({ operation, reply }) }));
    await region.whenIdle();
    await close(walked);
    own = walked;
    for (const route of ROUTES) {
      const [role = ROLES[0]] = route.roles.filter((each) => each !== 'unit');
      await own.act(role, route.id, route.query ? { query: `fiscalYear=${own.own.year}` } : {});
      await own.act('third-party', route.id);
      await own.act(role, route.id, { token: null });
      if (route.id !== 'registerProject') await own.act(role, route.id, { params: NOBODY });
      if (route.body) await own.act(role, route.id, { body: {} });
    }
    // What would undo the project that all the others are about.
    const other = own.about({ ...own.own, code: 'OPENAPI-2' });
    must(await other.act('unit', 'registerProject'), 201);
    must(await other.until('department', 'submitAssessment', () => true), 201);
    must(await other.act('finance-section', 'returnAssessment'), 200);
    must(await other.act('unit', 'withdrawProject'), 200);
    must(await caller.ask({ method: 'GET', path: '/health' }), 200);
  }, 60_000);

  /** The documented schema of one answer, as a parser. */
  function schemaOf(operation: string, { status, type }: Reply): z.ZodType | undefined {
    const route = ROUTES.find(({ id }) => id === operation);
    const said = route && document.paths[route.path]?.[route.method.toLowerCase()]?.responses[status];
    const answer = said?.$ref ? document.components.responses[said.$ref.split('/').at(-1) ?? ''] : said;
    const schema = answer?.content?.[type]?.schema;
    return schema && z.fromJSONSchema({ ...opened(schema), $defs: opened(document.components.schemas) });
  }

  it('holds for every answer of a project’s whole year and of its refusals', () => {
    expect(new Set(seen.map(({ operation }) => operation)).size).toBe(ROUTES.length);
    const parsers = new Map<string, z.ZodType | undefined>();
    for (const { operation, reply } of seen) {
      const name = `${operation} ${reply.status} ${reply.type}`;
      if (!parsers.has(name)) parsers.set(name, schemaOf(operation, reply));
      const parser = parsers.get(name);
      expect.soft(parser, `${name} isn't in the contract`).toBeDefined();
      const wrong = parser?.safeParse(reply.body).error;
      expect.soft(wrong?.issues, `${name}: ${JSON.stringify(reply.body).slice(0, 500)}`).toBeUndefined();
    }
  });

  it('was asked of every kind of success', () => {
    const succeeded = new Set(seen.filter(({ reply }) => reply.status < 300).map(({ operation }) => operation));
    expect(ROUTES.map(({ id }) => id).filter((id) => !succeeded.has(id))).toEqual([]);
  });

  it('says an ETag wherever an answer has a version', () => {
    for (const { operation, reply } of seen) {
      if (reply.status < 300 && typeof reply.body.version === 'number') expect.soft(reply.etag, operation).toBe(`"${reply.body.version}"`);
    }
  });
});

/** References as a schema that stands by itself has them. */
function opened(schema: object): Record<string, z.core.JSONSchema.JSONSchema> {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'));
}
