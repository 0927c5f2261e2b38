import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CONSUMERS } from '../../../events/index.ts';
import { Env } from '../../../functions/relay/env.ts';
import { openStream } from '../../../functions/relay/stream.ts';
import { openLog } from '../../../shared/io/log.ts';
import { openPost } from '../../../shared/io/post.ts';
import { sample } from '../../events/samples.ts';
import { fakeSqs, type Sent } from '../../shared/io/fake-sqs.ts';

const DEAD = 'https://sqs/relay-dead';
const urls = Object.fromEntries(CONSUMERS.map((name) => [name, `https://sqs/${name}.fifo`]));
const settings = (given: object) => ({ INBOXES: JSON.stringify(given), DEAD_LETTERS_URL: DEAD });
const { INBOXES: inboxes } = Env.parse(settings(urls));
const record = (at: number, event: string | undefined): DynamoDBRecord => ({
  eventID: `stream-${at}`,
  dynamodb: { SequenceNumber: `n${at}`, ...(event === undefined ? {} : { NewImage: { event: { S: event } } }) },
});
const kept = (type: string) => JSON.stringify(sample(type));

const Call = z.object({
  QueueUrl: z.string(),
  Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string(), MessageGroupId: z.string() })).default([]),
});
const typesTo = (sent: readonly Sent[], queue: string) =>
  sent
    .map((call) => Call.parse(call))
    .filter(({ QueueUrl: url }) => url === urls[queue])
    .map(({ Entries: entries }) => entries.map(({ MessageBody: body }) => JSON.parse(body).type));
/** The service refuses, every time, what is said to one queue and fits. */
const refusing = (queue: string, fits: (body: string) => boolean) => (call: Sent) => {
  const { QueueUrl: url, Entries: entries } = Call.parse(call);
  return {
    Failed:
      url === urls[queue]
        ? entries.filter(({ MessageBody: body }) => fits(body)).map(({ Id }) => ({ Id, Code: 'X', SenderFault: false }))
        : [],
  };
};

function relay(answer?: Parameters<typeof fakeSqs>[0]) {
  const log = openLog({ function: 'relay', level: 'error', write: () => {} });
  const { sqs, sent } = fakeSqs(answer);
  const open = openStream({ post: openPost({ sqs, log }), inboxes, deadLettersUrl: DEAD, log });
  return { send: (...events: (string | undefined)[]) => open({ Records: events.map((event, at) => record(at, event)) }), sent };
}

describe('the stream door', () => {
  it('RE-01 sends a batch to every inbox, one call each, in the order of the stream', async () => {
    const { send, sent } = relay();
    expect(await send(kept('project.registered.v1'), kept('goals.approved.v1'), kept('budget.issued.v1'))).toEqual({
      batchItemFailures: [],
    });
    expect(typesTo(sent, 'monitoring')).toEqual([['project.registered.v1', 'goals.approved.v1', 'budget.issued.v1']]);
    expect(typesTo(sent, 'evaluation')).toEqual([['project.registered.v1', 'goals.approved.v1', 'budget.issued.v1']]);
    expect(typesTo(sent, 'projects')).toEqual([['project.registered.v1', 'goals.approved.v1']]);
    expect(typesTo(sent, 'assessment')).toEqual([['project.registered.v1']]);
  });

  it('RE-02 splits what is too much for one call', async () => {
    const { send, sent } = relay();
    await send(...Array.from({ length: 23 }, () => kept('alert.raised.v1')));
    expect(typesTo(sent, 'evaluation').map((types) => types.length)).toEqual([10, 10, 3]);
  });

  it('answers the first record that is not sent in full: a partial success is a failure', async () => {
    const { send, sent } = relay(refusing('monitoring', (body) => body.includes('goals.approved.v1')));
    const answered = await send(kept('project.registered.v1'), kept('goals.approved.v1'), kept('budget.issued.v1'));
    expect(answered).toEqual({ batchItemFailures: [{ itemIdentifier: 'n1' }] });
    expect(typesTo(sent, 'monitoring')).toEqual([
      ['project.registered.v1', 'goals.approved.v1', 'budget.issued.v1'],
      ['goals.approved.v1'],
      ['goals.approved.v1'],
    ]);
  });

  it('answers the earliest of several, whichever inbox refused it', async () => {
    const answer = (call: Sent) => ({
      Failed: [
        ...refusing('goals', (body) => body.includes('budget.issued'))(call).Failed,
        ...refusing('evaluation', (body) => body.includes('goals.approved'))(call).Failed,
      ],
    });
    expect(await relay(answer).send(kept('project.registered.v1'), kept('goals.approved.v1'), kept('budget.issued.v1'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'n1' }],
    });
  });

  it('lets the whole batch come again when no queue can be reached', async () => {
    const answer = () => {
      throw new Error('down');
    };
    expect(await relay(answer).send(kept('project.registered.v1'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'n0' }] });
  });

  it('buries what nobody can address, with its reason, and sends the rest', async () => {
    const { send, sent } = relay();
    expect(await send(undefined, kept('project.withdrawn.v1.type-of-the-future'), kept('goals.approved.v1'))).toEqual({
      batchItemFailures: [],
    });
    const buried = sent.filter((call) => call.QueueUrl === DEAD);
    expect(buried.map(({ MessageAttributes: attributes }) => attributes)).toEqual([
      { reason: { DataType: 'String', StringValue: 'not JSON' } },
      { reason: { DataType: 'String', StringValue: 'unknown type project.withdrawn.v2' } },
    ]);
    expect(buried[1]?.MessageBody).toBe(JSON.stringify({ event: { S: kept('project.withdrawn.v1.type-of-the-future') } }));
    expect(typesTo(sent, 'projects')).toEqual([['goals.approved.v1']]);
  });

  it('throws when even that fails, so that the stream gives the batch again', async () => {
    const answer = (call: Sent) => {
      if (call.QueueUrl === DEAD) throw new Error('down');
      return {};
    };
    await expect(relay(answer).send(undefined)).rejects.toThrow('down');
  });
});

describe('the settings', () => {
  it('name an inbox for every consumer, or the relay refuses to start', () => {
    expect(Env.parse(settings(urls))).toMatchObject({ INBOXES: urls, LOG_LEVEL: 'info' });
    const { goals: _, ...others } = urls;
    expect(Env.safeParse(settings(others)).success).toBe(false);
    expect(Env.safeParse(settings({ ...urls, nobody: 'https://sqs/nobody.fifo' })).success).toBe(false);
    expect(Env.safeParse({ INBOXES: '{', DEAD_LETTERS_URL: DEAD }).success).toBe(false);
  });
});
