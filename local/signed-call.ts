import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import type { Call } from './demands.ts';

/** Who signed a request and for which service, from its signature's credential scope. The signature itself isn't checked: every secret is the same here. */
export interface Signed {
  readonly accessKey: string;
  readonly service: string;
}

/** Reads the `Authorization` header, or the query of a pre-signed address. */
export function signedBy(incoming: IncomingMessage): Signed | undefined {
  const header = /Credential=([^,\s]+)/.exec(incoming.headers.authorization ?? '')?.[1];
  const credential = header ?? urlOf(incoming).searchParams.get('X-Amz-Credential') ?? '';
  const [accessKey, , , service] = credential.split('/');
  return accessKey && service ? { accessKey, service } : undefined;
}

const Body = z.record(z.string(), z.unknown());

/** What is asked of an engine; `undefined` when it is no call of a service that stands here. */
export function readCall(incoming: IncomingMessage, signed: Signed | undefined, body: Buffer): Call | undefined {
  const target = incoming.headers['x-amz-target'];
  if (typeof target === 'string') {
    const [api = '', operation = ''] = target.split('.');
    const service = api === 'AmazonSQS' ? 'sqs' : api.startsWith('DynamoDB') ? 'dynamodb' : undefined;
    const read = Body.safeParse(parsed(body));
    return service && read.success ? { service, operation, body: read.data } : undefined;
  }
  if (signed?.service !== 's3') return undefined;
  const url = urlOf(incoming);
  const [bucket = '', ...key] = url.pathname.slice(1).split('/');
  const source = incoming.headers['x-amz-copy-source'];
  return {
    service: 's3',
    method: incoming.method ?? 'GET',
    bucket: decodeURIComponent(bucket),
    key: decodeURIComponent(key.join('/')),
    query: url.searchParams,
    copySource: typeof source === 'string' ? source : undefined,
  };
}

function urlOf(incoming: IncomingMessage): URL {
  return new URL(incoming.url ?? '/', 'http://127.0.0.1');
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
