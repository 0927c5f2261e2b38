import { canonical, digestOf } from '../../../events/chain.ts';
import type { Event } from '../../../events/index.ts';
import type { GoalsState } from './goals.ts';

/** 可衡量、可追溯的契约 (NX-12): what was approved, by whom step by step, under which rules; every part names its event and that event's hash. */
export interface Contract {
  readonly approved: Event<'goals.approved.v1'>;
  readonly filed: Event<'goals.submitted.v1' | 'goals.adjusted.v1'>;
  /** The last agreement at each step on the way there; a step carried over agreed on an earlier version. */
  readonly steps: readonly Event<'goals.reviewed.v1'>[];
  /** Of the approved contents' canonical JSON: the same goals give the same digest, wherever they are kept. */
  readonly digest: string;
}

/** The contract in force; `undefined` before there is one. */
export function contractOf({ approved: inForce }: GoalsState, history: readonly Event[]): Contract | undefined {
  if (!inForce) return undefined;
  const approved = history.find(({ sequence }) => sequence === inForce.at);
  const filed = history.find(({ sequence }) => sequence === inForce.documentAt);
  if (approved?.type !== 'goals.approved.v1' || (filed?.type !== 'goals.submitted.v1' && filed?.type !== 'goals.adjusted.v1'))
    return undefined;
  const agreed = history
    .filter((event) => event.type === 'goals.reviewed.v1')
    .filter(({ sequence, data }) => sequence < approved.sequence && (data.opinion === 'excellent' || data.opinion === 'good'));
  const steps = filed.data.chain.flatMap((step) => {
    const onThis = agreed.filter(({ data }) => data.step === step && data.goalsVersion === inForce.version);
    return onThis.length > 0 ? onThis : agreed.filter(({ data }) => data.step === step).slice(-1);
  });
  return { approved, filed, steps, digest: digestOf(canonical(approved.data.goals)) };
}
