import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { faultFields, type Log } from '../../shared/io/log.ts';
import { bury, eachGroup } from '../../shared/io/queue.ts';
import { readBody } from '../../shared/io/request-body.ts';
import { payloadOf } from '../../shared/io/signatures.ts';
import type { Receiving, Verdict } from './receiving.ts';
import { type Claims, isRefusal, refusal, told } from './rules/message.ts';
import { Claims as ClaimsShape, GoOn } from './shapes.ts';

type DeadLetters = Parameters<typeof bury>[2];

interface Door extends DeadLetters {
  readonly receiving: Pick<Receiving, 'receive' | 'goOn' | 'count'>;
  readonly clock: () => Date;
  readonly log: Log;
}

/** What a message is, before anybody trusts it. */
type Read =
  | { readonly claims: Claims }
  | { readonly goOn: { readonly batch: string; readonly piece: number } }
  | { readonly reason: string };

/**
 * The intake door: signed messages of other stacks, and what it sends itself to go on with a file. What is refused is refused for good:
 * laid into the dead letters with its reason, and counted; nothing else changes.
 */
export function openIntake(door: Door): (batch: SQSEvent) => Promise<SQSBatchResponse> {
  return (batch) =>
    eachGroup(batch.Records, async (record) => {
      const log = door.log.with({ messageId: record.messageId });
      try {
        await take(record, { ...door, log });
      } catch (fault) {
        log.error('message not taken', faultFields(fault));
        throw fault;
      }
    });
}

async function take(record: SQSRecord, door: Door): Promise<void> {
  const { receiving, clock, log } = door;
  const time = clock().toISOString();
  const read = readMessage(record.body);
  if ('goOn' in read) {
    const { batch, piece } = read.goOn;
    if (await receiving.goOn(batch, piece, time)) return log.info('piece taken', { batch, piece });
    return settle(record, batch.slice(0, 6), refusal('unreadable', `no batch ${batch} is open here`), time, door);
  }
  if ('reason' in read) return settle(record, 'nobody', refusal('unreadable', read.reason), time, door);
  const { iss } = read.claims;
  await settle(record, iss, await receiving.receive(record.body, read.claims, time), time, door);
}

/** Buried before it is counted: a crash in between buries it again under the same id. */
async function settle(record: SQSRecord, sender: string, verdict: Verdict, time: string, door: Door): Promise<void> {
  if (isRefusal(verdict)) await bury(record, told(verdict, sender), door);
  else door.log.info('message taken', { sender, verdict });
  await door.receiving.count(sender, verdict, time);
}

function readMessage(body: string): Read {
  const payload = payloadOf(body);
  const read = readBody(payload ?? Buffer.from(body));
  if (!read.ok) return { reason: payload ? 'its payload is no JSON that we take' : 'neither a JWS nor JSON' };
  if (!payload) {
    const { data } = GoOn.safeParse(read.value);
    return data ? { goOn: { batch: data.goOn, piece: data.piece } } : { reason: 'not a JWS of ours' };
  }
  const claims = ClaimsShape.safeParse(read.value);
  if (claims.success) return { claims: claims.data };
  const issue = claims.error.issues[0];
  return { reason: `claims: /${issue?.path.map(String).join('/') ?? ''} ${issue?.code ?? ''}` };
}
