import type { AssessmentRules, Dimension, Policy } from '../../../shared/policy/policy.ts';
import { type Exact, exact } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { toScore } from '../../../shared/values/score.ts';

/** Points by dimension. */
export type Scores = Readonly<Record<string, number>>;

/**
 * The opinions on one report, added up: who gave one (short digests of persons), the sum of their totals, and the sums of what can
 * veto. Sums are whole hundredths of a point, so that nothing is lost before the mean is rounded.
 */
export interface Opinions {
  readonly by: readonly string[];
  readonly total: number;
  readonly veto: Scores;
}

export const NO_OPINIONS: Opinions = { by: [], total: 0, veto: {} };

/** What an opinion must score: what counts in the total, and what can veto the whole. */
export function mustScore({ weight, veto }: Dimension): boolean {
  return weight > 0 || veto;
}

/** AS-13, AS-14: an opinion scores every dimension that counts, none above its full marks, and none that this government doesn't know. */
export function checkScores(scores: Scores, { assessment: { dimensions } }: Policy): Finding[] {
  const { value: known, basis } = dimensions;
  const missing = known
    .filter((each) => mustScore(each) && scores[each.key] === undefined)
    .map(({ key, name }) => finding('AS-13', `/scores/${key}`, `没有给“${name}”评分`, basis));
  const wrong = Object.entries(scores).flatMap(([key, score]) => {
    const dimension = known.find((each) => each.key === key);
    if (!dimension) return [finding('AS-13', `/scores/${key}`, '本级没有规定这个评估维度，不能评分', basis)];
    return aboveFullMarks('AS-14', `/scores/${key}`, dimension, score, basis);
  });
  return [...missing, ...wrong];
}

export function aboveFullMarks(rule: string, at: string, { name, fullMarks }: Dimension, score: number, basis: string): Finding[] {
  return score > fullMarks ? [finding(rule, at, `“${name}”满分${fullMarks}分，评了${score}分`, basis)] : [];
}

/** The total of one opinion, 0–100: each score by what its dimension counts, rounded once. */
export function totalOf(scores: Scores, { dimensions }: AssessmentRules): number {
  return toScore(
    dimensions.value.reduce(
      (sum, { key, weight, fullMarks }) => sum.add(exact(scores[key] ?? 0).mul(exact(weight).div(exact(fullMarks)))),
      exact(0),
    ),
  );
}

export function withOpinion(opinions: Opinions, person: string, scores: Scores, rules: AssessmentRules): Opinions {
  const vetoes = rules.dimensions.value.filter(({ veto }) => veto);
  return {
    by: [...opinions.by, person],
    total: opinions.total + hundredths(totalOf(scores, rules)),
    veto: Object.fromEntries(vetoes.map(({ key }) => [key, (opinions.veto[key] ?? 0) + hundredths(scores[key] ?? 0)])),
  };
}

/** The mean of the opinions' totals, 0–100, half-up to two places; null when nobody scored. */
export function scoreOf({ by, total }: Opinions): number | null {
  return by.length === 0 ? null : toScore(meanOf(total, by.length));
}

/** 一票否决: the veto dimensions whose mean lies below the policy's share of their full marks. */
export function vetoes({ by, veto: sums }: Opinions, { dimensions, vetoBelow }: AssessmentRules): Dimension[] {
  return dimensions.value.filter(({ key, veto, fullMarks }) => {
    const sum = sums[key];
    return veto && sum !== undefined && meanOf(sum, by.length).compare(exact(vetoBelow.value).mul(exact(fullMarks))) < 0;
  });
}

/** The mean of each dimension over the sheets that score it, as the report prints it (平均得分). */
export function meansOf(sheets: readonly Scores[]): Scores {
  const keys = [...new Set(sheets.flatMap(Object.keys))];
  return Object.fromEntries(
    keys.map((key) => {
      const given = sheets.flatMap((sheet) => sheet[key] ?? []);
      return [
        key,
        toScore(
          meanOf(
            given.map(hundredths).reduce((sum, each) => sum + each),
            given.length,
          ),
        ),
      ];
    }),
  );
}

function meanOf(sum: number, count: number): Exact {
  return exact(sum).div(exact(count * 100));
}

function hundredths(score: number): number {
  return exact(score).mul(100).valueOf();
}
