import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import document from './openapi.json' with { type: 'json' };

/** The published contract, and the sign of life. Needs no token, no table, no settings. */
export const api = async ({ path, httpMethod }: Pick<APIGatewayProxyEvent, 'path' | 'httpMethod'>): Promise<APIGatewayProxyResult> => {
  const body = httpMethod === 'GET' ? answers[path] : undefined;
  if (body === undefined)
    return reply(404, { type: 'urn:problem:absent', title: '未找到', status: 404, code: 'absent', detail: '没有这个接口' });
  return reply(200, body);
};

const answers: Readonly<Record<string, object>> = { '/health': { status: 'ok' }, '/openapi.json': document };

function reply(statusCode: number, body: object): APIGatewayProxyResult {
  const kind = statusCode === 200 ? 'application/json' : 'application/problem+json';
  return { statusCode, headers: { 'content-type': `${kind}; charset=utf-8`, 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}
