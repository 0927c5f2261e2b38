import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { openApi } from '../../../shared/io/http.ts';

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Asks a function as the REST API would that stands before it. */
export async function proxied(
  api: ReturnType<typeof openApi>,
  method: string,
  path: string,
  { headers = {}, body }: Sent = {},
): Promise<Answered> {
  const [pathname = '', search = ''] = path.split('?', 2);
  const query = Map.groupBy(new URLSearchParams(search), ([name]) => name);
  const event: Partial<APIGatewayProxyEvent> = {
    httpMethod: method,
    path: pathname,
    headers: { ...headers },
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: Object.fromEntries([...query].map(([name, pairs]) => [name, pairs.at(-1)?.[1]])),
    multiValueQueryStringParameters: Object.fromEntries([...query].map(([name, pairs]) => [name, pairs.map(([, value]) => value)])),
    body: body ?? null,
    isBase64Encoded: false,
  };
  // The rest of the event is what functions never look at.
  const result = await api(event as APIGatewayProxyEvent, { awsRequestId: 'local' });
  const sent = Object.entries(result.headers ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
  return { status: result.statusCode, headers: new Headers(sent), body: JSON.parse(result.body) };
}
