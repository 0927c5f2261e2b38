import { type Event, type EventType, read } from '../../events/index.ts';
import type { Chunks } from '../../shared/io/chunks.ts';
import type { Consumers } from '../../shared/io/queue.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { Commands } from './commands.ts';

type FromPeers = 'peer.event-received.v1' | 'peer.submissions-received.v1';
type Loop = Omit<Consumers<'pilots'>, FromPeers>;

/** What pilots hear: the loop of this stack; the loop of the stacks under it, event by event; and the stage reports that these send. */
export function consumers(
  { hear, hearProject, fileSubmission }: Pick<Commands, 'hear' | 'hearProject' | 'fileSubmission'>,
  { each }: Chunks,
): Consumers<'pilots'> {
  const loop: Loop = {
    'project.registered.v1': hearProject,
    'project.revised.v1': hearProject,
    'project.withdrawn.v1': hearProject,
    'budget.issued.v1': hear,
    'budget.changed.v1': hear,
    'assessment.concluded.v1': hear,
    'goals.approved.v1': hear,
    'goals.adjusted.v1': hear,
    'reading.recorded.v1': hear,
    'monitoring.checked.v1': hear,
    'alert.raised.v1': hear,
    'alert.escalated.v1': hear,
    'alert.cleared.v1': hear,
    'evaluation.self-evaluated.v1': hear,
    'evaluation.spot-checked.v1': hear,
    'evaluation.reported.v1': hear,
    'evaluation.re-evaluated.v1': hear,
    'evaluation.result-applied.v1': hear,
    'rectification.issued.v1': hear,
    'rectification.confirmed.v1': hear,
  };
  return {
    ...loop,
    'peer.event-received.v1': (event) => hearPeer(event, loop),
    'peer.submissions-received.v1': (event) => {
      const { importId, chunk, sender, rows } = event.data;
      return each({ ...event, data: { importId, chunk, actor: stackOf(sender), rows } }, ['finance-performance'], fileSubmission);
    },
  };
}

/** An event of a stack below is heard as if it were this stack's own; its signature and its sender were verified when it came in. */
async function hearPeer({ data: { sender, event: raw } }: Event<'peer.event-received.v1'>, loop: Loop): Promise<void> {
  const reading = read(raw);
  if (!reading.readable) throw new Error(`an event of ${sender}: ${reading.reason}`);
  const { event } = reading;
  if (!liesUnder(event.division, sender)) throw new Error(`${sender} may not speak for ${event.division}`);
  const byType: Partial<Record<EventType, (event: never, kept: string) => Promise<void>>> = loop;
  // `read` paired the type with its data, and the consumer is found by that type; what a programme doesn't follow is no concern of it.
  await (byType[event.type] as ((event: Event, kept: string) => Promise<void>) | undefined)?.(event, JSON.stringify(raw));
}

/** A stack speaks as the finance department of its division. */
function stackOf(sender: string): Actor {
  const organisation = sender;
  return { sub: `stack:${sender}`, name: `${sender}财政部门`, division: sender, organisation, roles: ['finance-performance'] };
}
