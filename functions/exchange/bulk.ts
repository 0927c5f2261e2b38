import type { Event } from '../../events/index.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { actorOf, openPieces, type Read } from './pieces.ts';
import type { Ports, RowReader } from './ports.ts';
import { advanced, type BatchState, batchKey, counted, isComplete, opened, type RowFindings, receipt } from './rules/batch.ts';
import { again, type Refusal, type RowKind, refusal } from './rules/message.ts';

/** A batch as it was sent: its rows, or the file that holds them. */
export interface Sent {
  readonly id: string;
  readonly sender: string;
  readonly name: string;
  readonly kind: RowKind;
  readonly digest: string;
  readonly rows?: readonly unknown[];
  readonly claim?: string;
}

type Answer = Event<'monitoring.rows-answered.v1' | 'pilots.rows-answered.v1'>;

/** Rows with findings in a receipt; the batch itself has all. */
const TOLD = 10_000;
/** A batch's id is no import's: whose rows an answer is about can be told. */
const BATCH = /^\d{6}\./;

/** Batches: taken a piece at a time, answered a chunk at a time, receipted once. */
export function openBatches({ batches, findings, files, goOn }: Ports, reader: RowReader) {
  const pieces = openPieces(files, reader);
  const stateOf = async (batch: string) => (await batches.read(batchKey(batch)))?.state;

  /** One commit: the rows' events, and where the batch stands. A piece that is over has no second effect. */
  async function commit(batch: string, state: BatchState, read: Read, circumstances: Circumstances): Promise<void> {
    const { piece, events, unread } = pieces.sorted(batch, state, read);
    // Laid down before it is counted: what is counted can be shown.
    if (unread.length > 0) await findings.lay(batch, placeOf(unread[0]?.row ?? 0, `piece${state.pieces}`), unread);
    const next = (known: BatchState | undefined) => advanced(known ?? state, state.pieces, piece);
    const [event, ...more] = events;
    if (!event) return batches.absorb(batchKey(batch), next);
    const aggregate = { key: batchKey(batch), subject: batch, division: state.sender };
    const outcome = await batches.decide(aggregate, circumstances, (known) => {
      const after = next(known?.state);
      if (!after) return { outcome: 'unchanged', answer: { batch } };
      return { outcome: 'accepted', state: after, events: [event, ...more], answer: { batch } };
    });
    if (outcome.outcome === 'conflict') throw new Error(`too many rivals for ${batch}`);
  }

  /** Sends on what is left, before the message that led here is gone: a continuation that is lost is sent again with it. */
  async function carryOn(batch: string, circumstances: Circumstances): Promise<void> {
    const state = await stateOf(batch);
    if (state?.ended) await settle(batch, circumstances);
    else if (state) await goOn(state.sender, batch, state.pieces);
  }

  async function settle(batch: string, circumstances: Circumstances): Promise<void> {
    const state = await stateOf(batch);
    if (!state || state.receipted || !isComplete(state)) return;
    const told = await tell(batch);
    const aggregate = { key: batchKey(batch), subject: batch, division: state.sender };
    const { outcome } = await batches.decide(aggregate, circumstances, (known) => receipt(known, batch, told));
    if (outcome === 'conflict') throw new Error(`too many rivals for ${batch}`);
  }

  async function tell(batch: string): Promise<{ readonly findings: readonly RowFindings[]; readonly more: number }> {
    const told: RowFindings[] = [];
    let more = 0;
    for await (const { rows } of findings.of(batch)) {
      const some = rows.slice(0, TOLD - told.length);
      told.push(...some);
      more += rows.length - some.length;
    }
    return { findings: told.toSorted((one, other) => one.row - other.row), more };
  }

  return {
    stateOf,

    async take(
      { id, sender, name, kind, digest, rows, claim }: Sent,
      circumstances: Circumstances,
    ): Promise<'received' | 'repeated' | Refusal> {
      const known = await stateOf(id);
      if (known) {
        const verdict = again(known.digest, digest, id);
        if (verdict === 'repeated') await carryOn(id, circumstances);
        return verdict;
      }
      const soundness = claim === undefined ? 'sound' : await files.inspect(claim);
      if (soundness !== 'sound') return refusal('batch', `the file ${claim} is ${soundness}`);
      const file = claim === undefined ? {} : { file: claim };
      const state = opened({ sender, name, kind, digest, receivedAt: circumstances.time, ...file });
      const read = claim === undefined ? pieces.within(rows ?? []) : await pieces.next(claim, state.place);
      await commit(id, state, read, circumstances);
      await carryOn(id, circumstances);
      return 'received';
    },

    /** The next piece of a batch that is open. `false`: there is no such batch. */
    async goOn(batch: string, piece: number, time: string): Promise<boolean> {
      const state = await stateOf(batch);
      if (!state) return false;
      const { sender, name, file, ended, pieces: taken, place } = state;
      const circumstances = { actor: actorOf(sender, name), time, correlation: batch };
      if (!ended && taken === piece && file !== undefined) await commit(batch, state, await pieces.next(file, place), circumstances);
      await carryOn(batch, circumstances);
      return true;
    },

    /** What became of a chunk's rows. Answers to imports are not ours. */
    async hearAnswer(event: Answer): Promise<void> {
      const { importId: batch, chunk, rows } = event.data;
      if (!BATCH.test(batch) || !(await stateOf(batch))) return;
      const told = rows.flatMap(({ row, findings: found }): readonly RowFindings[] => (found?.length ? [{ row, findings: found }] : []));
      if (told.length > 0) await findings.lay(batch, placeOf(told[0]?.row ?? 0, `chunk${chunk}`), told);
      const outcomes = rows.map(({ outcome }) => outcome);
      await batches.absorb(batchKey(batch), (state) => state && counted(state, chunk, outcomes));
      const actor: Actor = {
        sub: event.actor,
        name: event.actorname,
        division: event.division,
        organisation: event.organisation,
        roles: [],
      };
      const cause = { id: event.id, hops: event.hops };
      await settle(batch, { actor, time: event.time, correlation: event.correlationid, cause });
    },
  };
}

/** Findings lie nearly in the order of their rows. */
const placeOf = (row: number, what: string) => `${String(row).padStart(10, '0')}#${what}`;
