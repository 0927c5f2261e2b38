import type { Statement } from './permissions.ts';

/** What a template asks of a region, resolved and typed: everything that this machine has to stand up. */
export interface Blueprint {
  readonly tables: readonly Table[];
  readonly queues: readonly Queue[];
  readonly buckets: readonly Bucket[];
  readonly functions: readonly Lambda[];
  readonly routes: readonly Route[];
  /** The API's deployment stage; callers don't see it in paths here. */
  readonly stage: string;
  /** The API takes and gives any type as bytes: bodies come to functions in base64. */
  readonly binary: boolean;
  readonly queueMappings: readonly QueueMapping[];
  readonly streamMappings: readonly StreamMapping[];
  readonly schedules: readonly Schedule[];
}

export interface Table {
  readonly name: string;
  readonly arn: string;
  /** `undefined` when the table has no stream. */
  readonly streamArn: string | undefined;
  /** The body of DynamoDB's `CreateTable`. */
  readonly definition: Readonly<Record<string, unknown>>;
}

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly fifo: boolean;
  /** Attributes as SQS's `CreateQueue` takes them: texts. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where messages go that were received too often. */
  readonly deadLettersArn: string | undefined;
}

export interface Bucket {
  readonly name: string;
  readonly arn: string;
}

export interface Lambda {
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundle. */
  readonly folder: string;
  /** As Lambda writes it: `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly role: string;
  readonly statements: readonly Statement[];
  /** Takes events that the function failed on when nobody waited for its answer. */
  readonly deadLettersArn: string | undefined;
}

export interface Route {
  /** `ANY` for all of them. */
  readonly method: string;
  /** `/projects/{proxy+}` */
  readonly path: string;
  readonly function: string;
}

interface Mapping {
  readonly function: string;
  readonly sourceArn: string;
  readonly batchSize: number;
  /** How long a batch may wait for more. */
  readonly windowMs: number;
  /** The function says which records of a batch failed (`ReportBatchItemFailures`). */
  readonly partialFailures: boolean;
  /** Patterns of which a record has to fit one; none = every record. */
  readonly filters: readonly unknown[];
}

export interface QueueMapping extends Mapping {
  /** Batches at once. */
  readonly concurrency: number;
}

export interface StreamMapping extends Mapping {
  readonly bisect: boolean;
  /** -1 = for ever. */
  readonly retries: number;
  /** -1 = none; otherwise records older than this are given up. */
  readonly maximumAgeMs: number;
  readonly from: 'TRIM_HORIZON' | 'LATEST';
  /** Queue that hears of batches that were given up. */
  readonly onFailureArn: string | undefined;
}

export interface Schedule {
  readonly name: string;
  readonly arn: string;
  /** `cron(…)` or `rate(…)`, in UTC. */
  readonly expression: string;
  readonly targets: readonly ScheduleTarget[];
}

export interface ScheduleTarget {
  readonly function: string;
  /** What it is given instead of the event. */
  readonly input: unknown;
}
