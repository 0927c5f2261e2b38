import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Match } from './route-table.ts';

export interface Arrival {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly match: Match;
  readonly stage: string;
  /** Every body comes in base64, as from an API to which any type is binary. */
  readonly binary: boolean;
  readonly requestId: string;
  /** Milliseconds since 1970 by the region's clock. */
  readonly now: number;
}

/** A request as a REST API hands it to a function (proxy integration, payload version 1.0). */
export function proxyEvent({ incoming, body, match, stage, binary, requestId, now }: Arrival): APIGatewayProxyEvent {
  const [path = '/', search = ''] = (incoming.url ?? '/').split('?', 2);
  const method = incoming.method ?? 'GET';
  const headers = headersOf(incoming);
  const query = Map.groupBy(new URLSearchParams(search), ([name]) => name);
  const text = binary ? undefined : textOf(body);
  return {
    resource: match.route.path,
    path,
    httpMethod: method,
    headers: lastOf(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: query.size === 0 ? null : Object.fromEntries([...query].map(([name, pairs]) => [name, pairs.at(-1)?.[1]])),
    multiValueQueryStringParameters:
      query.size === 0 ? null : Object.fromEntries([...query].map(([name, pairs]) => [name, pairs.map(([, value]) => value)])),
    pathParameters: Object.keys(match.parameters).length === 0 ? null : { ...match.parameters },
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      authorizer: null,
      domainName: incoming.headers.host ?? 'localhost',
      domainPrefix: 'local',
      extendedRequestId: requestId,
      httpMethod: method,
      identity: { ...NOBODY, sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1', userAgent: incoming.headers['user-agent'] ?? null },
      path: `/${stage}${path}`,
      protocol: `HTTP/${incoming.httpVersion}`,
      requestId,
      requestTime: commonLogTime(now),
      requestTimeEpoch: Math.round(now),
      resourceId: match.route.path,
      resourcePath: match.route.path,
      stage,
    },
    body: body.length === 0 ? null : (text ?? body.toString('base64')),
    isBase64Encoded: text === undefined && body.length > 0,
  };
}

const NOBODY = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};

/** Names as the caller spelled them, values in order, with what the gateway adds. */
function headersOf(incoming: IncomingMessage): ReadonlyMap<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = incoming.rawHeaders.slice(at, at + 2);
    const known = [...headers.keys()].find((other) => other.toLowerCase() === name.toLowerCase());
    headers.set(known ?? name, [...(headers.get(known ?? name) ?? []), value]);
  }
  headers.set('X-Forwarded-For', [incoming.socket.remoteAddress ?? '127.0.0.1']);
  headers.set('X-Forwarded-Port', [String(incoming.socket.localPort ?? '')]);
  headers.set('X-Forwarded-Proto', ['http']);
  headers.set('X-Amzn-Trace-Id', [`Root=1-${randomUUID().slice(0, 8)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`]);
  return headers;
}

function lastOf(headers: ReadonlyMap<string, string[]>): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, values]) => [name, values.at(-1) ?? '']));
}

/** `undefined` when the bytes aren't UTF-8. */
function textOf(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** `22/Nov/2026:20:11:05 +0000` */
function commonLogTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
