import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type Jvm, type JvmOptions, startJvm } from './jvm.ts';
import { callHeaders, Wire } from './wire.ts';

/** Amazon's DynamoDB Local, with nothing in it, ready to take calls. */
export interface DynamoDb {
  readonly port: number;
  /** Resolves when it has ended by itself, with what it said. */
  readonly lost: Promise<Error>;
  /** Whoever started it has done with it, and with all that is in it. */
  leave(): Promise<void>;
}

/** Brief ones that nobody needs at this moment: whoever comes next in this process takes one over, because a start costs more CPU than most tests. */
const spare = new Set<DynamoDb>();

/** Throws `MissingJava`. */
export async function startDynamoDb(options: JvmOptions): Promise<DynamoDb> {
  const [left] = options.brief ? spare : [];
  if (!left) return begin(options);
  spare.delete(left);
  return left;
}

async function begin(options: JvmOptions): Promise<DynamoDb> {
  const jvm = await startJvm(options);
  const calls = new Calls(jvm);
  await calls.taken();
  let over = false;
  const lost = jvm.ended.finally(() => {
    over = true;
    spare.delete(own);
  });
  const own: DynamoDb = {
    port: jvm.port,
    lost,
    async leave() {
      if (options.brief && !over) {
        await calls.empty();
        spare.add(own);
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
    while (!(await this.ask('ListTables', {}).catch(() => undefined))) {
      if (ended) throw ended;
      await pause(25);
    }
  }

  async empty(): Promise<void> {
    for (;;) {
      const { TableNames: names } = Tables.parse(await this.ask('ListTables', {}));
      if (names.length === 0) return;
      await Promise.all(names.map((name) => this.ask('DeleteTable', { TableName: name })));
    }
  }

  close(): void {
    this.wire.close();
  }

  private async ask(operation: string, body: object): Promise<unknown> {
    const headers = callHeaders(`DynamoDB_20120810.${operation}`, 'local');
    const answer = await this.wire.exchange({ port: this.jvm.port, method: 'POST', path: '/', headers, body: JSON.stringify(body) });
    if (answer.status !== 200) throw new Error(`${operation}: ${answer.body}`);
    return JSON.parse(answer.body.toString());
  }
}
