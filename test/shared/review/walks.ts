import fc from 'fast-check';
import type { ReviewStep } from '../../../shared/policy/review-rules.ts';
import { dueSteps, type ReviewState, sendBackTo, take } from '../../../shared/review/progress.ts';
import type { Given } from '../../../shared/review/quorum.ts';
import { seatFor } from '../../../shared/review/quorum.ts';
import type { Role } from '../../../shared/values/actor.ts';

export const terms = { workingDays: 10, reminderDays: 3, escalatesTo: ['finance-performance', 'government'] as const };
export const TODAY = '2023-02-01';

const OWN: readonly Role[] = ['department', 'finance-section', 'finance-performance'];

/** Any chain that a policy may rule. */
export const steps: fc.Arbitrary<ReviewStep[]> = fc
  .array(
    fc.record({
      own: fc.uniqueArray(fc.constantFrom(...OWN), { minLength: 1, maxLength: 3 }),
      third: fc.boolean(),
      beside: fc.boolean(),
      quorum: fc.constantFrom<ReviewStep['quorum']>('one', 'all', 0.5, 0.67),
      workingDays: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      touches: fc.option(fc.constantFrom<readonly string[]>(['/overall'], ['/indicators', '/budget']), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((rows) =>
    rows.map(({ own, third, beside, quorum, workingDays, touches }, at) => ({
      step: `step-${'abcd'[at]}`,
      name: `第${at + 1}步`,
      roles: third ? [...own, 'third-party'] : own,
      ...(beside && at > 0 ? { beside: true as const } : {}),
      ...(quorum ? { quorum } : {}),
      ...(workingDays ? { workingDays } : {}),
      ...(touches ? { touches } : {}),
    })),
  );

/** Somebody who may be asked: a member of the government's own by one role, or a third party. */
export interface Somebody {
  readonly person: string;
  readonly role: Role;
  readonly thirdParty?: string;
}

export const people: readonly Somebody[] = [
  ...OWN.flatMap((role) => [
    { person: `${role}-1`, role },
    { person: `${role}-2`, role },
  ]),
  { person: 'agent-1', role: 'third-party' as const, thirdParty: 'TP-1' },
  { person: 'agent-2', role: 'third-party' as const, thirdParty: 'TP-2' },
];
export const COMMISSIONED = ['TP-1', 'TP-2'];

/** What becomes of the state when somebody lets the document pass at a step; `undefined` when they aren't asked there. */
export function passes(state: ReviewState, step: string, who: Somebody, commissioned = COMMISSIONED, today = TODAY, documentAt = 1) {
  const due = dueSteps(state).find((each) => each.step === step);
  if (!due) return undefined;
  const asked = { roles: [who.role], thirdParty: who.thirdParty, persons: [who.person] };
  const seat = seatFor(due, asked, state.given ?? [], commissioned);
  if (!seat.ok) return undefined;
  const given: Given = [due.at, seat.seat, who.person];
  return { given, ...take(state, given, { documentAt, commissioned, today }) };
}

/** Somebody asks for something at some step. */
export type Act = readonly [who: Somebody, step: number, back: number | undefined];
export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.tuple(fc.constantFrom(...people), fc.nat(3), fc.option(fc.nat(3), { nil: undefined, freq: 6 })),
  { maxLength: 30 },
);

/** One act on a state, as the doors would take it: refused acts leave it as it is. */
export function acted(state: ReviewState, chain: readonly ReviewStep[], [who, at, back]: Act, commissioned = COMMISSIONED): ReviewState {
  const step = chain[at]?.step ?? '';
  if (back === undefined) return passes(state, step, who, commissioned)?.state ?? state;
  if (!passes(state, step, who, commissioned)) return state;
  return sendBackTo(state, chain[back]?.step ?? '', TODAY) ?? state;
}
