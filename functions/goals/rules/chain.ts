import type { GoalsDocument } from '../../../events/goals.submitted.v1.ts';
import type { Policy, ReviewOutcome, ReviewStep } from '../../../shared/policy/policy.ts';
import { unpin, withoutOwn } from '../../../shared/review/chain.ts';
import { carriedOver, changes } from '../../../shared/review/changes.ts';
import type { Actor, Place } from '../../../shared/values/actor.ts';
import { Grade } from '../../../shared/values/grade.ts';
import type { Filing, GoalsState } from './goals.ts';

/** A document that was filed before, and the version of the policy that judged it. */
export interface Earlier {
  readonly document: GoalsDocument;
  readonly policy: string;
}

export function stepName(policy: Policy, step: string): string {
  return policy.goals.chain.value.find((each) => each.step === step)?.name ?? step;
}

/** GO-43: 谁分配资金，谁审核目标. Finance, which gives the department its money, comes first where the department files by itself. */
export function chainFor(chain: readonly ReviewStep[], author: Actor, project: Place): readonly ReviewStep[] {
  return withoutOwn(chain, author, project);
}

/** GO-53: a step judges again only what has changed of its part since it last agreed, as long as the same policy rules. */
export function carried(
  steps: readonly ReviewStep[],
  before: GoalsState | undefined,
  document: GoalsDocument,
  earlier: ReadonlyMap<number, Earlier> | undefined,
  policy: Policy,
): readonly number[] {
  return carriedOver(steps, agreedIn(before, steps), (documentAt) => {
    const known = earlier?.get(documentAt);
    return known?.policy === policy.version ? changes(known.document, document) : undefined;
  });
}

/** Which document each step last agreed on: as the last filing has it, else the approved one, which all of them did. */
export function agreedIn(state: GoalsState | undefined, steps: readonly Pick<ReviewStep, 'step'>[] = []): Readonly<Record<string, number>> {
  const { filing, approved } = state ?? {};
  if (filing) return Object.fromEntries(unpin(filing.review.chain).map(({ step }, at) => [step, filing.review.agreed[at] ?? 0]));
  return Object.fromEntries(steps.map(({ step }) => [step, approved?.documentAt ?? 0]));
}

/** What the event says of the chain: its steps, as pinned, and those that needn't judge again. */
export function chainOf({ review }: Filing) {
  const steps = unpin(review.chain).map(({ step }) => step);
  const kept = steps.flatMap((step, at) => (review.agreed[at] ? [{ step, documentAt: review.agreed[at] }] : []));
  return { chain: steps, pinned: review.chain, ...(kept.length > 0 && { carried: kept }) };
}

const LETTERS: Readonly<Record<ReviewOutcome, string>> = { pass: 'p', return: 'r', block: 'b' };

/** GO-56: what an opinion leads to is pinned with the chain; a letter for each grade, from 优 to 差. */
export function pinnedOutcomes(outcomes: Readonly<Record<Grade, ReviewOutcome>>): string {
  return Grade.options.map((grade) => LETTERS[outcomes[grade]]).join('');
}

export function leadsTo({ leads }: Filing, opinion: Grade): ReviewOutcome {
  const letter = leads[Grade.options.indexOf(opinion)];
  return letter === LETTERS.pass ? 'pass' : letter === LETTERS.block ? 'block' : 'return';
}
