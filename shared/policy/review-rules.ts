/** What a government rules about reviewing: chains of steps, their time limits, acting for somebody else. */
import type { Role } from '../values/actor.ts';
import type { Ruled } from './policy.ts';

/**
 * Whose opinions make a step complete (会签): any `one`, `all` who are asked, or at least this share of them (0..1]. Asked are the
 * step's roles, each once, and in place of `third-party` every third party that is commissioned. No third party closes a step alone.
 */
export type Quorum = 'one' | 'all' | number;

/** One step of a review chain; `step` is also the name of its worklist queue. */
export interface ReviewStep {
  readonly step: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** 并行: due together with the step before it. */
  readonly beside?: true;
  /** Left out: `one`. */
  readonly quorum?: Quorum;
  /** Left out, this and the next two: as `terms` has it. */
  readonly workingDays?: number;
  readonly reminderDays?: number;
  readonly escalatesTo?: readonly Role[];
  /** JSON-pointer prefixes of the document; a change elsewhere doesn't open this step again. Left out: any change does. */
  readonly touches?: readonly string[];
}

export interface ReviewTerms {
  /** 办理时限, counted from the day after the step became due. */
  readonly workingDays: number;
  /** 催办: so many working days before the limit. */
  readonly reminderDays: number;
  /** 升级: who may act too once the limit has passed; the first of them that isn't among the step's own roles. */
  readonly escalatesTo: readonly Role[];
}

export interface ReviewRules {
  readonly terms: Ruled<ReviewTerms>;
  /** 委托代办: for at most so many calendar days. */
  readonly delegation: Ruled<{ readonly days: number }>;
}
