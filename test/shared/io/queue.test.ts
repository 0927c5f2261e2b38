import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../events/chain.ts';
import { type Event, MAX_HOPS } from '../../../events/index.ts';
import { openLog } from '../../../shared/io/log.ts';
import { openPost } from '../../../shared/io/post.ts';
import { type Consumers, eachGroup, openInbox } from '../../../shared/io/queue.ts';
import type { Vault } from '../../../shared/io/vault.ts';
import { sample } from '../../events/samples.ts';
import { fakeSqs } from './fake-sqs.ts';

function record(messageId: string, group: string | undefined, body: string): SQSRecord {
  return {
    messageId,
    receiptHandle: '',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
      ...(group === undefined ? {} : { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  };
}

const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

describe('a FIFO batch', () => {
  const batch = [record('a1', 'A', '1'), record('b1', 'B', '1'), record('a2', 'A', '2'), record('a3', 'A', '3'), record('b2', 'B', '2')];

  it('is worked off group by group, each in order', async () => {
    const seen: string[] = [];
    expect(await eachGroup(batch, async ({ messageId }) => void seen.push(messageId))).toEqual(failures());
    expect(seen.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(seen.filter((id) => id.startsWith('b'))).toEqual(['b1', 'b2']);
  });

  it('gives back what failed with everything behind it in its group, and nothing else', async () => {
    const seen: string[] = [];
    const work = async ({ messageId }: SQSRecord) => {
      seen.push(messageId);
      if (messageId === 'a2') throw new Error('poison');
    };
    expect(await eachGroup(batch, work)).toEqual(failures('a2', 'a3'));
    expect(seen.toSorted()).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('of a standard queue has no groups: a poison message goes back alone', async () => {
    const loose = ['x', 'y', 'z'].map((id) => record(id, undefined, id));
    const work = ({ messageId }: SQSRecord) => (messageId === 'y' ? Promise.reject(new Error('poison')) : Promise.resolve());
    expect(await eachGroup(loose, work)).toEqual(failures('y'));
  });

  it('runs its groups side by side', async () => {
    const gate = Promise.withResolvers<void>();
    const work = async ({ messageId }: SQSRecord) => {
      if (messageId === 'b1') gate.resolve();
      if (messageId === 'a1') await gate.promise;
    };
    expect(await eachGroup(batch, work)).toEqual(failures());
  });
});

const approved = JSON.stringify(sample('goals.approved.v1'));
const DEAD = 'https://sqs/dead.fifo';

function inbox(options: { fail?: boolean; vault?: Vault; answer?: () => object } = {}) {
  const heard: [Event, string][] = [];
  const hear = async (event: Event, kept: string) => {
    heard.push([event, kept]);
    if (options.fail) throw new Error('table is away');
  };
  const consumers: Consumers<'monitoring'> = {
    'project.registered.v1': hear,
    'project.revised.v1': hear,
    'project.withdrawn.v1': hear,
    'budget.issued.v1': hear,
    'budget.changed.v1': hear,
    'goals.approved.v1': hear,
    'reading.recorded.v1': hear,
    'evaluation.archived.v1': hear,
    'alert.treated.v1': hear,
    'monitoring.checked.v1': hear,
    'alert.escalated.v1': hear,
    'alert.cleared.v1': hear,
    'rectification.issued.v1': hear,
    'rectification.escalated.v1': hear,
    'rectification.confirmed.v1': hear,
    'import.readings-confirmed.v1': hear,
    'peer.readings-received.v1': hear,
  };
  const lines: string[] = [];
  const { sqs, sent } = fakeSqs(options.answer);
  const log = openLog({ function: 'test', level: 'debug', write: (line) => lines.push(line) });
  const door = { post: async () => openPost({ sqs, log }), deadLettersUrl: DEAD, log, ...(options.vault ? { vault: options.vault } : {}) };
  const open = openInbox<'monitoring'>(consumers, door);
  return { receive: (...bodies: string[]) => open({ Records: bodies.map((body, at) => record(`m${at}`, 'G', body)) }), heard, sent, lines };
}

describe('the inbox', () => {
  it('gives each consumer its event, and the text word for word', async () => {
    const { receive, heard } = inbox();
    expect(await receive(approved)).toEqual(failures());
    expect(heard).toEqual([[sample('goals.approved.v1'), approved]]);
  });

  it('gives back what a consumer could not apply, with a line that says which event', async () => {
    const { receive, sent, lines } = inbox({ fail: true });
    expect(await receive(approved, approved)).toEqual(failures('m0', 'm1'));
    expect(sent).toEqual([]);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ message: 'event not applied', eventId: sample('goals.approved.v1').id, says: 'table is away' }),
    ]);
  });

  it.each([
    ['no JSON', '{', 'not JSON'],
    ['no event', '{}', 'not an event: /specversion invalid_value'],
    [
      'data of another shape',
      JSON.stringify(sample('goals.approved.v1.operator-as-printed')),
      'goals.approved.v1: /goals/indicators/0/operator invalid_value',
    ],
    [
      'a version that nobody knows yet',
      JSON.stringify(sample('project.withdrawn.v1.type-of-the-future')),
      'unknown type project.withdrawn.v2',
    ],
    ['a type that is not for it', JSON.stringify(sample('goals.blocked.v1')), 'nobody here hears goals.blocked.v1'],
    ['a loop', JSON.stringify({ ...sample('goals.approved.v1'), hops: MAX_HOPS + 1 }), `more than ${MAX_HOPS} hops`],
  ])('buries what can never be read, at once: %s', async (_, body, reason) => {
    const { receive, heard, sent } = inbox();
    expect(await receive(body, approved)).toEqual(failures());
    expect(heard).toHaveLength(1);
    expect(sent).toEqual([
      {
        QueueUrl: DEAD,
        MessageBody: body,
        MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
        MessageGroupId: 'G',
        MessageDeduplicationId: digestOf('m0').slice(7),
      },
    ]);
  });

  it('keeps a message that the dead letters could not take', async () => {
    const answer = () => {
      throw new Error('down');
    };
    expect(await inbox({ answer }).receive('{', approved)).toEqual(failures('m0', 'm1'));
  });
});

describe('a claim check', () => {
  const { data, ...envelope } = sample('goals.approved.v1');
  const text = JSON.stringify(data);
  const claim = JSON.stringify({ ...envelope, dataref: 'events/370103/x', datadigest: digestOf(text) });
  const vault = (content: string | undefined): Vault => ({
    keep: () => Promise.reject(new Error('not asked')),
    fetch: async (key) => (key === 'events/370103/x' && content !== undefined ? new TextEncoder().encode(content) : undefined),
    keyOf: (folder, digest) => `${folder}/${digest}`,
    slice: () => Promise.reject(new Error('not asked')),
    upload: () => Promise.reject(new Error('not asked')),
    inspect: () => Promise.reject(new Error('not asked')),
  });

  it('is redeemed before the consumer sees the event; the text stays as it was sent', async () => {
    const { receive, heard } = inbox({ vault: vault(text) });
    expect(await receive(claim)).toEqual(failures());
    expect(heard[0]?.[0].data).toEqual(data);
    expect(heard[0]?.[1]).toBe(claim);
  });

  it('that the vault lost, or answers with other words, goes back to the queue', async () => {
    for (const content of [undefined, text.replace('12', '13')]) {
      const { receive, heard, sent } = inbox({ vault: vault(content) });
      expect(await receive(claim)).toEqual(failures('m0'));
      expect([heard, sent]).toEqual([[], []]);
    }
  });
});
