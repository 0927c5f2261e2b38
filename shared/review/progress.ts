import type { PlainDate } from '../values/calendar.ts';
import { type PinnedStep, unpin } from './chain.ts';
import { completes, type Given } from './quorum.ts';

/** How far a document has come on its chain: the part of a state that every kind of review keeps. Meant to be small. */
export interface ReviewState {
  /** The pinned chain (`pin`). */
  readonly chain: string;
  /** By step: which document it last agreed on, by the sequence of the event that holds it; 0 while its opinion is wanted. */
  readonly agreed: readonly number[];
  /** Asia/Shanghai: since when the due steps are due. */
  readonly since: PlainDate;
  /** Opinions on the due steps that are not complete yet. */
  readonly given?: readonly Given[];
  /** By step, of those that are due: 1 reminded, 2 escalated. */
  readonly told?: readonly number[];
}

/** A step that waits for an opinion. */
export interface DueStep extends PinnedStep {
  /** Its place in the chain, from 0. */
  readonly at: number;
  readonly escalated: boolean;
}

export function begin(chain: string, today: PlainDate, agreed: readonly number[] = unpin(chain).map(() => 0)): ReviewState {
  return { chain, agreed, since: today };
}

/** The steps that are due: those of the first group that isn't through. None: the chain has been walked. */
export function dueSteps({ chain, agreed, told }: Pick<ReviewState, 'chain' | 'agreed' | 'told'>): readonly DueStep[] {
  const steps = unpin(chain).map((step, at) => ({ ...step, at, escalated: (told?.[at] ?? 0) >= 2 }));
  const open = steps.filter(({ at }) => (agreed[at] ?? 0) === 0);
  return open.filter(({ group }) => group === open[0]?.group);
}

/** Steps that still have to agree, due or to come. */
export function openSteps({ chain, agreed }: ReviewState): readonly PinnedStep[] {
  return unpin(chain).filter((_, at) => (agreed[at] ?? 0) === 0);
}

export interface Taken {
  readonly state: ReviewState;
  /** The step's quorum is met. */
  readonly complete: boolean;
  /** So is that of every other step. */
  readonly finished: boolean;
}

/** An opinion that lets the document pass, on a step that is due. `commissioned`: the third parties that may be asked today. */
export function take(
  state: ReviewState,
  given: Given,
  { documentAt, commissioned, today }: { readonly documentAt: number; readonly commissioned: readonly string[]; readonly today: PlainDate },
): Taken {
  const due = dueSteps(state);
  const step = due.find(({ at }) => at === given[0]);
  if (!step) return { state, complete: false, finished: due.length === 0 };
  const all = [...(state.given ?? []), given];
  if (!completes(step, all, commissioned)) return { state: { ...state, given: all }, complete: false, finished: false };
  const agreed = state.agreed.map((at, index) => (index === step.at ? documentAt : at));
  const rest = all.filter(([at]) => at !== step.at);
  const after = slim({ ...state, agreed, given: rest });
  const next = dueSteps(after);
  if (next.length > 0 && next.every(({ group }) => group === step.group)) return { state: after, complete: true, finished: false };
  return { state: begin(state.chain, today, agreed), complete: true, finished: next.length === 0 };
}

/** The steps to which a document may be sent back: those of the groups before the one that is due; all of them once the chain has been walked. */
export function earlierSteps(state: ReviewState): readonly string[] {
  const [first] = dueSteps(state);
  return unpin(state.chain)
    .filter(({ group }) => first === undefined || group < first.group)
    .map(({ step }) => step);
}

/** Back to an earlier step: it judges again, and so does everything behind it. `undefined`: there is no such step. */
export function sendBackTo(state: ReviewState, step: string, today: PlainDate): ReviewState | undefined {
  if (!earlierSteps(state).includes(step)) return undefined;
  const steps = unpin(state.chain);
  const target = steps.find((each) => each.step === step);
  const again = (each: PinnedStep) => target !== undefined && (each.step === step || each.group > target.group);
  return begin(
    state.chain,
    today,
    state.agreed.map((at, index) => (steps[index] && again(steps[index]) ? 0 : at)),
  );
}

/** The document goes back to its author: what was agreed stays known, what was half said is over. */
export function sentBack(state: ReviewState): ReviewState {
  const { given: _given, told: _told, ...rest } = state;
  return rest;
}

function slim(state: ReviewState): ReviewState {
  const { given, ...rest } = state;
  return given && given.length > 0 ? state : rest;
}
