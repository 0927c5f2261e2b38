import type { PinnedStep } from './chain.ts';
import { dueOn } from './deadline.ts';
import { dueSteps, type ReviewState } from './progress.ts';

interface Shown {
  /** The steps as pinned; of what was filed before chains were, no more than their names. */
  readonly steps: readonly (Pick<PinnedStep, 'step'> & Partial<PinnedStep>)[];
  /** None: the chain was walked, and what it led to is in force. */
  readonly review: ReviewState | undefined;
  /** Whether anybody is waited for. */
  readonly open: boolean;
  readonly nameOf: (step: string) => string;
  /** The sequence of the event that holds the document under review. */
  readonly documentAt: number;
  /** The version of the contents that such an event filed. */
  readonly versionAt: (sequence: number) => number | undefined;
}

/** The chain as `GET` shows it: the steps as pinned, how far they are, and until when those that are due have to be taken. */
export function chainView({ steps, review, open, nameOf, documentAt, versionAt }: Shown) {
  const due = open && review ? dueSteps(review) : [];
  return steps.map(({ step, roles, group, quorum }, at) => {
    const agreedOn = review?.agreed[at] ?? 0;
    const waits = due.find((each) => each.step === step);
    const opinions = (review?.given ?? []).filter(([of]) => of === at).length;
    return {
      step,
      name: nameOf(step),
      done: !review || agreedOn > 0,
      ...(roles && { roles }),
      ...(group !== undefined && at > 0 && group === steps[at - 1]?.group && { beside: true }),
      ...(quorum !== undefined && quorum !== 'one' && { quorum }),
      // Carried over: what it agreed on before has not changed.
      ...(agreedOn > 0 && agreedOn !== documentAt && { agreedVersion: versionAt(agreedOn) }),
      ...(waits && review && { due: dueOn(waits, review.since), escalated: waits.escalated, opinions }),
    };
  });
}
