import type { Circumstances } from '../../shared/values/decision.ts';
import { eachOf } from '../../shared/values/lanes.ts';
import type { Ports } from './ports.ts';
import type { Recording } from './recording.ts';
import { byIndex, type Memory, type Received, type Rejected, type Row, rejection, sorted } from './rules/batch.ts';

const LANES = 8;
/** A longer answer isn't remembered: the rows say the same again when they are sent again. */
const ANSWER_BYTES = 64 * 1024;

/** Records batches: every row for itself; rows of one project one after the other in the order of the months, projects side by side. */
export function openBulk({ factsOf, record }: Recording, { memory, openPatience }: Pick<Ports, 'memory' | 'openPatience'>) {
  async function recordAll(rows: readonly Row[], circumstances: Circumstances, replayed: boolean): Promise<Received> {
    const { actor, time, correlation, cause } = circumstances;
    const plain = { actor, time, correlation, ...(cause ? { cause } : {}) };
    const patiently = openPatience();
    const { clear, rejected: ambiguous } = sorted(rows);
    const rejected: Rejected[] = [...ambiguous];
    const projects = Map.groupBy(clear, ({ key }) => `${key.projectCode}#${key.fiscalYear}`);
    await eachOf(projects.values(), LANES, async (mine) => {
      const [first] = mine;
      if (!first) return;
      const arrival = { facts: await factsOf(first.key, patiently), replayed };
      for (const row of mine.toSorted((one, other) => (one.key.period < other.key.period ? -1 : 1))) {
        const findings = rejection(await record(row.key, row.reading, plain, arrival), row.index);
        if (findings.length > 0) rejected.push({ index: row.index, findings });
      }
    });
    return { accepted: rows.length - rejected.length, rejected: byIndex(rejected) };
  }

  return {
    recordAll,

    /** The same behind an `Idempotency-Key`: the same request gets its first answer, another one under the same key is a conflict. */
    async receive(
      rows: readonly Row[],
      unreadable: readonly Rejected[],
      circumstances: Circumstances,
    ): Promise<Received | { readonly conflict: string }> {
      const { request, actor, time } = circumstances;
      const key = `request#${actor.sub}#${request?.key ?? ''}`;
      const digest = request?.digest ?? '';
      const earlier = await recall(memory, key, { digest, at: Date.parse(time) });
      if (earlier && earlier.digest !== digest) return { conflict: '该 Idempotency-Key 已用于另一个请求' };
      if (earlier?.answer) return JSON.parse(earlier.answer);
      const { accepted, rejected } = await recordAll(rows, circumstances, false);
      const received = { accepted, rejected: byIndex([...rejected, ...unreadable]) };
      const answer = JSON.stringify(received);
      if (Buffer.byteLength(answer) <= ANSWER_BYTES) await memory.absorb(key, (known) => known && { ...known, answer });
      return received;
    },

    /** Does something once for a key, as far as a queue can tell: a crash between the work and the note repeats the work. */
    async once(key: string, time: string, work: () => Promise<void>): Promise<void> {
      if (await memory.read(key)) return;
      await work();
      await recall(memory, key, { digest: '', at: Date.parse(time) });
    },
  };
}

/** Notes the key; what was noted before, if anything. */
async function recall(memory: Ports['memory'], key: string, note: Memory): Promise<Memory | undefined> {
  const found: { earlier: Memory | undefined } = { earlier: undefined };
  await memory.absorb(key, (known) => {
    found.earlier = known;
    return known ? undefined : note;
  });
  return found.earlier;
}
