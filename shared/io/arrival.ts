import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A request as the REST API hands it on. */
export class Arrival {
  readonly method: string;
  /** As it was sent, still percent-encoded. */
  readonly path: string;
  readonly requestId: string;
  private readonly event: APIGatewayProxyEvent;

  constructor(event: APIGatewayProxyEvent, requestId: string) {
    this.event = event;
    this.method = event.httpMethod;
    this.path = event.path;
    this.requestId = requestId;
  }

  /** By its name in lower case, however the caller spelled it; several of one name joined by commas, as HTTP has it. */
  header(name: string): string | undefined {
    const { multiValueHeaders, headers } = this.event;
    const found = Object.entries(multiValueHeaders ?? {}).filter(([spelled]) => spelled.toLowerCase() === name);
    if (found.length > 0) return found.flatMap(([, values]) => values ?? []).join(', ');
    return Object.entries(headers ?? {}).find(([spelled]) => spelled.toLowerCase() === name)?.[1];
  }

  /** Of a name that was sent more than once the first. */
  get query(): Readonly<Record<string, string | undefined>> {
    const { multiValueQueryStringParameters: many, queryStringParameters: one } = this.event;
    return many ? Object.fromEntries(Object.entries(many).map(([name, values]) => [name, values?.[0]])) : { ...one };
  }

  get body(): Uint8Array {
    return Buffer.from(this.event.body ?? '', this.event.isBase64Encoded ? 'base64' : 'utf8');
  }

  /** The caller's own trace id, when it is one: it goes into events and logs, so it must not carry anything else. */
  get correlation(): string | undefined {
    const header = this.header('x-correlation-id');
    return header && /^[\w.:-]{1,64}$/.test(header) ? header : undefined;
  }
}
