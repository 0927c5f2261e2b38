import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { faultFields, type Log } from '../../shared/io/log.ts';
import { bury, eachGroup } from '../../shared/io/queue.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Commands } from './commands.ts';
import { byIndex, type Rejected } from './rules/batch.ts';
import { IntakeMessage, readRows } from './shapes.ts';

type DeadLetters = Parameters<typeof bury>[2];

interface Door extends DeadLetters {
  readonly commands: Pick<Commands, 'recordAll' | 'once'>;
  readonly clock: () => Date;
  readonly log: Log;
}

/** SQS takes no more than 256 KiB everywhere; the reasons are left out when they would make a letter too long. */
const LETTER_BYTES = 250_000;

/**
 * The intake door: batches of readings that counties put into the queue, in any order and perhaps twice. Good rows are recorded; bad
 * ones come to the dead letters by themselves, with their reasons, in a message that can be mended and sent again.
 */
export function openIntake(door: Door): (batch: SQSEvent) => Promise<SQSBatchResponse> {
  return (batch) =>
    eachGroup(batch.Records, async (record) => {
      const log = door.log.with({ messageId: record.messageId });
      const batch = readBatch(record.body);
      if (typeof batch === 'string') return bury(record, batch, door);
      try {
        await take(batch, record, { ...door, log });
      } catch (fault) {
        log.error('batch not taken', faultFields(fault));
        throw fault;
      }
    });
}

/** A batch as it was read, and its rows as they came. */
interface Batch {
  readonly message: z.output<typeof IntakeMessage>;
  readonly came: readonly unknown[];
}

async function take({ message, came }: Batch, record: SQSRecord, door: Door): Promise<void> {
  const { division, organisation, readings } = message;
  const { recordAll, once } = door.commands;
  const { rows, unreadable } = readRows(readings);
  const time = door.clock().toISOString();
  const received = await recordAll(rows, { actor: senderOf(division, organisation), time, correlation: record.messageId }, true);
  const rejected = byIndex([...received.rejected, ...unreadable]);
  door.log.info('batch taken', { division, rows: readings.length, accepted: received.accepted, rejected: rejected.length });
  if (rejected.length === 0) return;
  const letter = letterOf({ division, ...(organisation === undefined ? {} : { organisation }) }, came, rejected);
  const reason = reasonOf(rejected, readings.length);
  await once(`intake#${record.messageId}`, time, () => bury({ ...record, body: letter }, reason, door));
}

function readBatch(body: string): Batch | string {
  let raw: unknown;
  try {
    raw = JSON.parse(body);
  } catch {
    return 'not JSON';
  }
  const message = IntakeMessage.safeParse(raw);
  if (message.success) return { message: message.data, came: rowsOf(raw) };
  const issue = message.error.issues[0];
  return `not a batch of readings: /${issue?.path.map(String).join('/') ?? ''} ${issue?.message ?? ''}`;
}

function rowsOf(raw: unknown): readonly unknown[] {
  return raw !== null && typeof raw === 'object' && 'readings' in raw && Array.isArray(raw.readings) ? raw.readings : [];
}

/**
 * Who is allowed to send is IAM's to say, and it says it per division: a batch speaks for its division and for what lies under it, or
 * for the one organisation that it names.
 */
function senderOf(division: string, organisation: string | undefined): Actor {
  const sender = { sub: `intake:${division}`, name: '批量报送', division };
  return organisation === undefined
    ? { ...sender, organisation: division, roles: ['finance-performance'] }
    : { ...sender, organisation, roles: ['unit', 'department'] };
}

function reasonOf(rejected: readonly Rejected[], rows: number): string {
  const rules = new Set(rejected.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  return `intake.rejected: ${rejected.length} of ${rows} rows: ${[...rules].toSorted().join(', ')}`;
}

/** The bad rows alone, as they came. */
function letterOf(sender: object, came: readonly unknown[], rejected: readonly Rejected[]): string {
  const readings = rejected.map(({ index }) => came[index]);
  const reasons = rejected.map(({ findings }, index) => ({ index, says: findings.map(({ rule, at, says }) => `${rule} ${at} ${says}`) }));
  const letter = JSON.stringify({ ...sender, readings, rejected: reasons });
  return Buffer.byteLength(letter) <= LETTER_BYTES ? letter : JSON.stringify({ ...sender, readings });
}
