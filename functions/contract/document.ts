import * as z from 'zod';
import { ProblemShape } from '../../shared/io/receipt.ts';
import type { Route } from '../../shared/io/route.ts';
import { Finding } from '../../shared/values/finding.ts';

type Schema = Record<string, unknown>;

const PROBLEMS: Readonly<Record<number, string>> = {
  400: '请求无法识别',
  401: '没有身份令牌，或者令牌无效、已过期',
  403: '角色不允许',
  404: '没有这条记录，或者无权查看',
  409: '与已有记录冲突',
  412: 'If-Match 不是当前版本',
  413: '内容过大',
  422: '不符合规定，findings 逐条说明',
  503: '服务暂时不可用',
};

/** The OpenAPI 3.1 document of some route tables, by function. Schemas come from the very zod objects that the doors parse with. */
export function openApiDocument(functions: Readonly<Record<string, readonly Route<never>[]>>): object {
  const schemas: Record<string, Schema> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
    hoisted(z.toJSONSchema(schema, { io, unrepresentable: 'any', override: nameFinding }), schemas);
  schemas.Finding = hoisted(z.toJSONSchema(Finding), schemas);
  schemas.Problem = schemaOf(ProblemShape, 'output');
  const paths: Record<string, Record<string, Schema>> = { '/health': { get: health }, '/openapi.json': { get: itself } };
  for (const [name, routes] of Object.entries(functions)) {
    for (const route of routes) {
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(name, route, schemaOf) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '预算绩效管理 Budget performance management',
      version: '1.0.0',
      description: '区县预算绩效管理闭环：事前评估、绩效目标、运行监控、绩效评价、结果应用。金额以元为单位的字符串传输；时间为北京时间。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: '本部署' }],
    security: [{ bearer: [] }],
    tags: [...Object.keys(functions), 'contract'].map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: Object.fromEntries(Object.entries(PROBLEMS).map(([code, description]) => [`Problem${code}`, problemOf(description)])),
      schemas,
    },
  };
}

const TAGS: Readonly<Record<string, string>> = {
  projects: '项目库',
  assessment: '事前绩效评估',
  goals: '绩效目标',
  monitoring: '绩效运行监控',
  evaluation: '绩效评价',
  rectification: '整改',
  delegation: '委托代办',
  imports: '表格导入',
  pilots: '试点',
  policies: '制度规则',
  contract: '接口约定',
};

const open = { security: [], tags: ['contract'] };
const health = {
  ...open,
  operationId: 'getHealth',
  summary: '服务是否可用',
  responses: {
    200: { description: '可用', content: json({ type: 'object', properties: { status: { const: 'ok' } }, required: ['status'] }) },
    404: { description: '没有这个接口' },
  },
};
const itself = {
  ...open,
  operationId: 'getOpenApi',
  summary: '本文件',
  responses: { 200: { description: 'OpenAPI 3.1', content: json({ type: 'object' }) }, 404: { description: '没有这个接口' } },
};

function operation(tag: string, route: Route<never>, schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Schema): Schema {
  const post = route.method === 'POST' && !route.pure;
  const codes = [400, 401, 403, 404, 503, ...(route.method === 'GET' ? [] : [409, 412, 413, 422])].toSorted();
  return {
    operationId: route.id,
    tags: [tag],
    summary: route.summary,
    description: `角色：${route.roles.join('、')}`,
    parameters: [
      ...parameters(route.params && schemaOf(route.params, 'input'), 'path'),
      ...parameters(route.query && schemaOf(route.query, 'input'), 'query'),
      ...(post ? [IDEMPOTENCY] : []),
      ...(route.method === 'GET' || route.pure ? [] : [IF_MATCH]),
    ],
    ...(route.body
      ? { requestBody: { required: !route.body.safeParse(undefined).success, content: json(schemaOf(route.body, 'input')) } }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, schema]) => [
          status,
          {
            description: ANSWERS[status] ?? '',
            content: {
              [route.media ?? 'application/json']: { schema: schemaOf(schema, 'output') },
              ...(status === '200' ? Object.fromEntries((route.otherMedia ?? []).map((media) => [media, FILE])) : {}),
            },
          },
        ]),
      ),
      ...Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/responses/Problem${code}` }])),
    },
  };
}

const FILE = { schema: { type: 'string' } };
const ANSWERS: Readonly<Record<string, string>> = { 200: '已办理或未变', 201: '已新建', 202: '已收下' };
const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: '同一请求重复发送时不变；30 日内重复得到第一次的答复',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,64}$' },
};
const IF_MATCH = { name: 'If-Match', in: 'header', required: false, description: '所见版本的 ETag', schema: { type: 'string' } };

function json(schema: Schema): Schema {
  return { 'application/json': { schema } };
}

function parameters(schema: Schema | undefined, place: 'path' | 'query'): Schema[] {
  const properties = schema?.properties ?? {};
  const required: unknown = schema?.required;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (Array.isArray(required) && required.includes(name)),
    schema: property,
  }));
}

function problemOf(description: string): Schema {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

/** A finding stands in nearly every answer; it is written once. */
function nameFinding({ zodSchema, jsonSchema }: { readonly zodSchema: unknown; readonly jsonSchema: Schema }): void {
  if (zodSchema !== Finding) return;
  for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
  jsonSchema.$ref = '#/components/schemas/Finding';
}

/** Moves `$defs` to the document's components, and drops what is only for stand-alone schemas. */
function hoisted(schema: unknown, components: Record<string, Schema>): Schema {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== 'object') return node;
    const entries = Object.entries(node).filter(
      ([key, value]) => !['$schema', '$defs', '~standard'].includes(key) && !(key === 'id' && typeof value === 'string'),
    );
    return Object.fromEntries(
      entries.map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : walk(value),
      ]),
    );
  };
  if (schema !== null && typeof schema === 'object' && '$defs' in schema && schema.$defs !== null && typeof schema.$defs === 'object') {
    for (const [name, definition] of Object.entries(schema.$defs))
      components[name] = Object.fromEntries(Object.entries(walk(definition) ?? {}));
  }
  return Object.fromEntries(Object.entries(walk(schema) ?? {}));
}
