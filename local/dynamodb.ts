import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type Jvm, type JvmOptions, startJvm } from './jvm.ts';
import { type Exchange, Wire } from './wire.ts';

/** Amazon's DynamoDB Local, with nothing in it, ready to take calls. */
export interface DynamoDb {
  readonly port: number;
  /** Resolves when it has ended by itself, with what it said. */
  readonly lost: Promise<Error>;
  /** Whoever started it has done with it, and with all that is in it. */
  leave(): Promise<void>;
}

/** Brief ones that nobody needs at this moment. A start takes more CPU than most tests: whoever comes next in this process takes one over, emptied. */
const spare: DynamoDb[] = [];

/** Throws `MissingJava`. */
export async function startDynamoDb(options: JvmOptions): Promise<DynamoDb> {
  return (options.brief && spare.pop()) || begin(options);
}

async function begin(options: JvmOptions): Promise<DynamoDb> {
  const jvm = await startJvm(options);
  const calls = new Calls(jvm);
  await calls.taken();
  let over = false;
  const lost = jvm.ended.finally(() => {
    over = true;
  });
  const own: DynamoDb = {
    port: jvm.port,
    lost,
    async leave() {
      if (options.brief && !over) {
        await calls.empty();
        spare.push(own);
      } else {
        calls.close();
        await jvm.end();
      }
    },
  };
  if (options.brief) jvm.release();
  return own;
}

const Tables = z.looseObject({ TableNames: z.array(z.string()) });

/** Its keeper's own calls. */
class Calls {
  private readonly wire = new Wire();
  private readonly jvm: Jvm;

  constructor(jvm: Jvm) {
    this.jvm = jvm;
  }

  /** Until it takes calls; throws when it ends instead. */
  async taken(): Promise<void> {
    let ended: Error | undefined;
    this.jvm.ended.then((fault) => {
      ended = fault;
    });
    while ((await this.ask('ListTables', {}).catch(() => undefined))?.status !== 200) {
      if (ended) throw ended;
      await pause(25);
    }
  }

  async empty(): Promise<void> {
    for (;;) {
      const { body } = await this.ask('ListTables', {});
      const { TableNames: names } = Tables.parse(JSON.parse(body.toString()));
      if (names.length === 0) return;
      await Promise.all(names.map((name) => this.ask('DeleteTable', { TableName: name })));
    }
  }

  close(): void {
    this.wire.close();
  }

  private ask(operation: string, body: object): Promise<Exchange> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=LOCAL/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    };
    return this.wire.exchange({ port: this.jvm.port, method: 'POST', path: '/', headers, body: JSON.stringify(body) });
  }
}
