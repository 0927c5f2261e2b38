import type { BulletinCause, Ruled } from '../../../shared/policy/policy.ts';
import { exact, fixed, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeName } from '../../../shared/values/grade.ts';
import { fault, note, type RuleId } from './articles.ts';

export interface Result {
  readonly total: number;
  readonly grade: Grade;
}

/** `policy.evaluation` has this shape. */
export interface SpotCheckRules {
  readonly spotCheck: Ruled<{ readonly difference: number; readonly gradeBands: number }>;
  readonly bulletins: Ruled<readonly BulletinCause[]>;
}

export interface SpotCheck {
  /** |自评 − 抽评| in points; `null` when there was no self-evaluation. */
  readonly difference: number | null;
  /** How many grades apart. */
  readonly gradeDifference: number | null;
  /** Why it goes to a bulletin (通报); empty: it doesn't. */
  readonly causes: readonly BulletinCause[];
  readonly bulletin: boolean;
  /** One per case that was found, whether or not the policy has it made known. */
  readonly findings: readonly Finding[];
}

const LADDER: readonly Grade[] = ['excellent', 'good', 'fair', 'poor'];

/** How many grades lie between two. */
export function gradesApart(one: Grade, other: Grade): number {
  return Math.abs(LADDER.indexOf(one) - LADDER.indexOf(other));
}

/**
 * 财政部门对自评结果抽查复核，对未按要求开展自评、自评和抽评结果差异较大、抽评结果为差的，予以通报。
 *
 * The difference is large when the scores are at least `difference` points or the grades at least `gradeBands` grades apart.
 */
export function difference(self: Result | undefined, check: Result, policy: SpotCheckRules): SpotCheck {
  const { value: limit, basis } = policy.spotCheck;
  const apart = self && toNumber(exact(self.total).sub(exact(check.total)).abs());
  const grades = self && gradesApart(self.grade, check.grade);
  const found: (readonly [cause: BulletinCause, rule: RuleId, says: string, basis?: string])[] = [];
  if (self === undefined) found.push(['missing', 'EV-30', '未按要求开展自评']);
  else if ((apart ?? 0) >= limit.difference || (grades ?? 0) >= limit.gradeBands) {
    const says = `自评${points(self.total)}分（${gradeName(self.grade)}），抽评${points(check.total)}分（${gradeName(check.grade)}），相差${points(apart ?? 0)}分、${grades}档；相差${limit.difference}分或${limit.gradeBands}档以上为差异较大`;
    found.push(['difference', 'EV-31', says, basis]);
  }
  if (check.grade === 'poor') found.push(['poor', 'EV-32', `抽评${points(check.total)}分，等级为差`]);
  const causes = found.map(([cause]) => cause).filter((cause) => policy.bulletins.value.includes(cause));
  const findings = found.map(([cause, rule, says, ownBasis]) =>
    causes.includes(cause)
      ? fault(rule, '', `${says}，予以通报`, ownBasis ?? policy.bulletins.basis)
      : note(rule, '', `${says}，未列入通报情形`, ownBasis ?? policy.bulletins.basis),
  );
  return { difference: apart ?? null, gradeDifference: grades ?? null, causes, bulletin: causes.length > 0, findings };
}

function points(x: number): string {
  return fixed(exact(x), 2);
}
