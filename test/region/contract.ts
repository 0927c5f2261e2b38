import * as z from 'zod';
import type { Caller, Reply } from './calls.ts';
import { routeNamed } from './route-tables.ts';

const Content = z.record(z.string(), z.looseObject({ schema: z.looseObject({}) }));
const Answer = z.looseObject({ $ref: z.string().optional(), content: Content.optional() });
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.record(z.string(), Answer) }))),
  components: z.looseObject({ schemas: z.looseObject({}), responses: z.record(z.string(), Answer).default({}) }),
});

/** The contract as the region serves it. */
export class Contract {
  private readonly document: z.output<typeof Document>;
  private readonly parsers = new Map<string, z.ZodType | undefined>();

  private constructor(document: z.output<typeof Document>) {
    this.document = document;
  }

  static async read(caller: Caller): Promise<Contract> {
    return new Contract(Document.parse((await caller.ask({ method: 'GET', path: '/openapi.json' })).body));
  }

  /** What an answer has that the contract doesn't say, or lacks; empty when it keeps to the contract. */
  breaches(operation: string, reply: Reply): readonly string[] {
    const name = `${operation} ${reply.status} ${reply.type}`;
    if (!this.parsers.has(name)) this.parsers.set(name, this.parserOf(operation, reply));
    const parser = this.parsers.get(name);
    if (!parser) return [`${name} isn't in the contract`];
    const issues = parser.safeParse(reply.body).error?.issues ?? [];
    return issues.map(({ path, message }) => `${name} /${path.map(String).join('/')}: ${message}`);
  }

  private parserOf(operation: string, { status, type }: Reply): z.ZodType | undefined {
    const { paths, components } = this.document;
    const { path, method } = routeNamed(operation);
    const said = paths[path]?.[method.toLowerCase()]?.responses[status];
    const answer = said?.$ref ? components.responses[said.$ref.split('/').at(-1) ?? ''] : said;
    const schema = answer?.content?.[type]?.schema;
    if (schema && !type.endsWith('json')) return z.object({ bytes: z.base64() });
    return schema && z.fromJSONSchema({ ...alone(schema), $defs: alone(components.schemas) });
  }
}

/** References as a schema that stands by itself has them. */
function alone(schema: object): Record<string, z.core.JSONSchema.JSONSchema> {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/'));
}
