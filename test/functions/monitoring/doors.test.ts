import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { Commands } from '../../../functions/monitoring/commands.ts';
import { openIntake } from '../../../functions/monitoring/intake.ts';
import { openLog } from '../../../shared/io/log.ts';
import { openPost } from '../../../shared/io/post.ts';
import { openSchedule } from '../../../shared/io/schedule.ts';
import { finding } from '../../../shared/values/finding.ts';
import { eachOf } from '../../../shared/values/lanes.ts';
import { fakeSqs } from '../../shared/io/fake-sqs.ts';
import { READING, YEAR } from './perfect.ts';

const ROW = { ...YEAR, period: '06', asOf: '2025-06-30', paid: '500000.00', indicators: [{ id: 'km', actual: 50 }] };
const clock = () => new Date('2025-07-02T00:00:00Z');

type Recorded = Parameters<Commands['recordAll']>;

/** The intake door over commands that remember what they were asked and reject what `bad` says. */
function intake(bad: (index: number) => boolean = () => false, fault?: Error) {
  const { sqs, sent } = fakeSqs();
  const lines: string[] = [];
  const asked: Recorded[] = [];
  const noted = new Set<string>();
  const log = openLog({ function: 'monitoring', level: 'info', write: (line) => lines.push(line) });
  const door = openIntake({
    post: async () => openPost({ sqs, log }),
    deadLettersUrl: 'https://sqs.local/monitoring-intake-dead-letters',
    clock,
    log,
    commands: {
      async recordAll(...request) {
        asked.push(request);
        if (fault) throw fault;
        const rejected = request[0].filter(({ index }) => bad(index));
        const findings = [finding('MO-01', '/readings/0', '预算尚未批复', '…')];
        return { accepted: request[0].length - rejected.length, rejected: rejected.map(({ index }) => ({ index, findings })) };
      },
      async once(key, _time, work) {
        if (!noted.has(key)) await work();
        noted.add(key);
      },
    },
  });
  return { sent, asked, lines, take: (...bodies: unknown[]) => door({ Records: bodies.map(record) }) };
}

function record(body: unknown, index: number): SQSRecord {
  return {
    messageId: `m-${index}`,
    receiptHandle: '',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: '', ApproximateFirstReceiveTimestamp: '0' },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'local',
  };
}

describe('the intake queue', () => {
  it('takes a batch in the name of its division, as a replay', async () => {
    const { asked, sent, take } = intake();
    expect(await take({ division: '370103', readings: [ROW] })).toEqual({ batchItemFailures: [] });
    const [rows, circumstances, replayed] = asked[0] ?? [];
    expect(rows).toEqual([{ index: 0, key: { ...YEAR, period: '06' }, reading: READING }]);
    expect(circumstances).toEqual({
      actor: { sub: 'intake:370103', name: '批量报送', division: '370103', organisation: '370103', roles: ['finance-performance'] },
      time: '2025-07-02T00:00:00.000Z',
      correlation: 'm-0',
    });
    expect(replayed).toBe(true);
    expect(sent).toEqual([]);
  });

  it('takes a batch of one organisation in its name alone', async () => {
    const { asked, take } = intake();
    await take({ division: '370103', organisation: '219001', readings: [ROW] });
    expect(asked[0]?.[1].actor).toMatchObject({ organisation: '219001', roles: ['unit', 'department'] });
  });

  it('MO-23 keeps the bad rows for the operator, with their reasons, ready to be sent again', async () => {
    const { sent, lines, take } = intake((index) => index === 1);
    const bad = { ...ROW, projectCode: 'ELSEWHERE' };
    await take({ division: '370103', readings: [ROW, bad, { ...ROW, paid: -1 }] });
    expect(sent).toHaveLength(1);
    const letter = JSON.parse(String(sent[0]?.MessageBody));
    expect(letter).toMatchObject({ division: '370103', readings: [bad, { paid: -1 }] });
    expect(letter.rejected).toHaveLength(2);
    expect(sent[0]?.MessageAttributes).toMatchObject({ reason: { StringValue: 'intake.rejected: 2 of 3 rows: API-01, MO-01' } });
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ message: 'batch taken', rows: 3, accepted: 1, rejected: 2 }),
    );
    const again = intake();
    expect(await again.take(letter)).toEqual({ batchItemFailures: [] });
  });

  it('sends bad rows back once, however often the message comes', async () => {
    const { sent, take } = intake(() => true);
    const message = { division: '370103', readings: [ROW] };
    await take(message);
    await take(message);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{', 'not JSON'],
    ['no batch', { readings: [ROW] }, 'not a batch of readings: /division'],
    ['an empty batch', { division: '370103', readings: [] }, 'not a batch of readings: /readings'],
    ['too long a batch', { division: '370103', readings: Array(501).fill(ROW) }, 'not a batch of readings: /readings'],
  ])('buries %s at once, with its reason', async (_, body, reason) => {
    const { sent, asked, take } = intake();
    expect(await take(body)).toEqual({ batchItemFailures: [] });
    expect(asked).toEqual([]);
    expect(sent).toMatchObject([{ MessageAttributes: { reason: { StringValue: expect.stringContaining(reason) } } }]);
  });

  it('gives back only the message that met a fault', async () => {
    const { take, sent } = intake(() => false, new Error('throttled'));
    expect(await take('{', { division: '370103', readings: [ROW] })).toEqual({ batchItemFailures: [{ itemIdentifier: 'm-1' }] });
    expect(sent).toHaveLength(1);
  });
});

describe('the daily run', () => {
  const night = (faults: unknown[], left = 0) => {
    const lines: string[] = [];
    const log = openLog({ function: 'monitoring', level: 'info', write: (line) => lines.push(line) });
    const commands = { night: async () => ({ suspended: 1, dunned: 0, settled: 2, left, faults }) };
    const run = openSchedule({ commands, clock, log, harm: { one: 'year not settled', all: 'years could not be settled' } });
    return { run, lines };
  };

  it('says what it did', async () => {
    const { run, lines } = night([]);
    await run({ id: 'e-1' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'night done', suspended: 1, settled: 2, correlationId: 'e-1' });
  });

  it('throws in the end, so that it is repeated, and warns when time ran out', async () => {
    const { run, lines } = night([new Error('throttled')], 7);
    await expect(run({})).rejects.toThrow('1 years');
    expect(lines.map((line) => JSON.parse(line).level)).toEqual(['info', 'warn', 'error']);
  });
});

describe('lanes', () => {
  it('work through everything, no more at a time than there are lanes', async () => {
    let under = 0;
    let most = 0;
    const done: number[] = [];
    await eachOf(
      Array.from({ length: 20 }, (_, item) => item),
      3,
      async (item) => {
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setTimeout(resolve, 1));
        done.push(item);
        under -= 1;
      },
    );
    expect(done.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, item) => item));
    expect(most).toBe(3);
  });

  it('stop at a fault, and throw it', async () => {
    const done: number[] = [];
    const work = eachOf([1, 2, 3, 4, 5, 6], 2, async (item) => {
      if (item === 2) throw new Error('broken');
      done.push(item);
    });
    await expect(work).rejects.toThrow('broken');
    expect(done.length).toBeLessThan(5);
  });
});
