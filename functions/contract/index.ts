import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { problem } from '../../shared/io/problem.ts';
import document from './openapi.json' with { type: 'json' };

/** The published contract, and the sign of life. Needs no token, no table, no settings. */
export const api = async (
  { path, httpMethod }: Pick<APIGatewayProxyEvent, 'path' | 'httpMethod'>,
  context?: Pick<Context, 'awsRequestId'>,
): Promise<APIGatewayProxyResult> => {
  const body = httpMethod === 'GET' ? answers[path] : undefined;
  return body ? reply(200, body) : reply(404, problem('absent', '没有这个接口', context?.awsRequestId ?? 'local'));
};

const answers: Readonly<Record<string, object>> = { '/health': { status: 'ok' }, '/openapi.json': document };

function reply(statusCode: number, body: object): APIGatewayProxyResult {
  const kind = statusCode === 200 ? 'application/json' : 'application/problem+json';
  return { statusCode, headers: { 'content-type': `${kind}; charset=utf-8`, 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}
