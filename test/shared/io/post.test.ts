import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { digestOf } from '../../../events/chain.ts';
import { openLog } from '../../../shared/io/log.ts';
import { openPost } from '../../../shared/io/post.ts';
import { fakeSqs, type Sent } from './fake-sqs.ts';

const INBOX = 'https://sqs/inbox.fifo';
const letters = ['a', 'b', 'c'].map((id) => ({ id, group: `project-${id}`, body: `{"id":"${id}"}` }));
const Batch = z.object({ Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })) });
const entriesOf = (call: Sent | undefined) => Batch.parse(call).Entries;
/** As the service names entries that it didn't take. */
const failed = (...ids: string[]) => ({ Failed: ids.map((Id) => ({ Id, Code: 'InternalError', SenderFault: false })) });

function post(answer?: Parameters<typeof fakeSqs>[0]) {
  const lines: string[] = [];
  const { sqs, sent } = fakeSqs(answer);
  return { post: openPost({ sqs, log: openLog({ function: 'test', level: 'debug', write: (line) => lines.push(line) }) }), sent, lines };
}

describe('the post', () => {
  it('sends a batch in order, each letter in its group, with a digest of its id', async () => {
    const { post: it, sent } = post();
    expect(await it.send(INBOX, letters)).toEqual([]);
    expect(sent).toEqual([
      {
        QueueUrl: INBOX,
        Entries: letters.map(({ id, group, body }, at) => ({
          Id: String(at),
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: digestOf(id).slice(7),
        })),
      },
    ]);
  });

  it('reads every failed entry and sends only those again', async () => {
    const { post: it, sent } = post((_, at) => (at === 0 ? failed('1') : {}));
    expect(await it.send(INBOX, letters)).toEqual([]);
    expect(sent.map((call) => entriesOf(call).map(({ MessageBody: body }) => body))).toEqual([
      letters.map(({ body }) => body),
      ['{"id":"b"}'],
    ]);
  });

  it('answers what still failed after three tries, and says so', async () => {
    const {
      post: it,
      sent,
      lines,
    } = post((call) =>
      failed(
        ...entriesOf(call)
          .filter((each) => each.MessageBody.includes('c'))
          .map(({ Id: id }) => id),
      ),
    );
    expect(await it.send(INBOX, letters)).toEqual([letters[2]]);
    expect(sent).toHaveLength(3);
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      Array(3).fill(expect.objectContaining({ message: 'letter refused', eventId: 'c' })),
    );
  });

  it('answers them all when the service can not be reached', async () => {
    const { post: it, lines } = post(() => {
      throw new Error('getaddrinfo ENOTFOUND');
    });
    expect(await it.send(INBOX, letters)).toEqual(letters);
    expect(lines).toHaveLength(3);
  });

  it('goes on after a call that was lost: the inbox drops what it took already', async () => {
    const { post: it, sent } = post((_, at) => {
      if (at === 0) throw new Error('socket hang up');
      return {};
    });
    expect(await it.send(INBOX, letters)).toEqual([]);
    expect(entriesOf(sent[1])).toHaveLength(3);
  });

  it('buries with a reason, in a group where the dead letters keep order', async () => {
    const { post: it, sent } = post();
    await it.bury('https://sqs/dead', { body: 'x', reason: 'not JSON'.padEnd(300, '.') });
    await it.bury('https://sqs/dead.fifo', { body: 'y', reason: 'not an event', fifo: { id: 'm-1', group: 'g' } });
    expect(sent[0]).toEqual({
      QueueUrl: 'https://sqs/dead',
      MessageBody: 'x',
      MessageAttributes: { reason: { DataType: 'String', StringValue: 'not JSON'.padEnd(200, '.') } },
    });
    expect(sent[1]).toMatchObject({ MessageGroupId: 'g', MessageDeduplicationId: digestOf('m-1').slice(7) });
  });

  it('throws when the dead letters can not take it: nothing is lost', async () => {
    const { post: it } = post(() => {
      throw new Error('down');
    });
    await expect(it.bury('https://sqs/dead', { body: 'x', reason: 'not JSON' })).rejects.toThrow('down');
  });
});
