import type { AssessmentRules, Leaf, Policy, Subject } from '../../../shared/policy/policy.ts';
import { exact, toNumber } from '../../../shared/values/exact.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { meansOf, type Scores } from './scores.ts';

/** The rules as they stand for one kind of subject: its own score sheet, dimensions called as there, its own checklist. */
export function suited(policy: Policy, subject: Subject): Policy {
  const { assessment } = policy;
  const fits = ({ subjects }: { readonly subjects?: readonly Subject[] }) => subjects === undefined || subjects.includes(subject);
  const sheets = assessment.sheets.value.filter(fits);
  const named = new Map(sheets.flatMap(({ dimensions }) => dimensions.map(({ key, name }) => [key, name] as const)));
  const dimensions = assessment.dimensions.value.map((each) => ({ ...each, name: named.get(each.key) ?? each.name }));
  return {
    ...policy,
    assessment: {
      ...assessment,
      dimensions: { ...assessment.dimensions, value: dimensions },
      sheets: { ...assessment.sheets, value: sheets },
      materials: { ...assessment.materials, value: assessment.materials.value.filter(fits) },
    },
  };
}

const leavesOf = ({ sheets }: AssessmentRules, dimension: string): readonly Leaf[] =>
  sheets.value.flatMap(({ dimensions }) => dimensions.filter(({ key }) => key === dimension).flatMap(({ leaves }) => leaves));

/**
 * AS-22, AS-23: an opinion may score leaf by leaf beside the dimensions. Of a dimension that is scored so every leaf is, none above its
 * full marks, and together they make the dimension's score.
 */
export function checkLeaves(leaves: Scores | undefined, scores: Scores, { assessment }: Policy): Finding[] {
  if (leaves === undefined) return [];
  const { sheets, dimensions } = assessment;
  const known = dimensions.value.map((each) => ({ ...each, leaves: leavesOf(assessment, each.key) }));
  const unknown = Object.keys(leaves)
    .filter((key) => !known.some((each) => each.leaves.some((leaf) => leaf.key === key)))
    .map((key) => finding('AS-22', `/leaves/${escaped(key)}`, '评分表没有这一项指标', sheets.basis));
  return [...unknown, ...known.flatMap((dimension) => dimensionFindings(dimension, leaves, scores[dimension.key], sheets.basis))];
}

interface Scored {
  readonly key: string;
  readonly name: string;
  readonly leaves: readonly Leaf[];
}

function dimensionFindings({ key, name, leaves: own }: Scored, leaves: Scores, score: number | undefined, basis: string): Finding[] {
  if (!own.some((leaf) => leaves[leaf.key] !== undefined)) return [];
  const findings = own.flatMap((leaf) => {
    const points = leaves[leaf.key];
    if (points === undefined) return [finding('AS-22', `/leaves/${leaf.key}`, `“${name}”逐项评分时，没有给“${leaf.name}”评分`, basis)];
    if (points <= leaf.fullMarks) return [];
    return [finding('AS-22', `/leaves/${leaf.key}`, `“${leaf.name}”满分${leaf.fullMarks}分，评了${points}分`, basis)];
  });
  if (findings.length > 0) return findings;
  const sum = own.reduce((total, leaf) => total.add(exact(leaves[leaf.key] ?? 0)), exact(0));
  if (score !== undefined && sum.equals(exact(score))) return [];
  const says = `“${name}”各项指标合计${toNumber(sum)}分，该维度${score === undefined ? '没有评分' : `评了${score}分`}，应当一致`;
  return [finding('AS-23', `/scores/${key}`, says, basis)];
}

/** As the report prints it: 满分 and 平均得分 of every dimension and leaf; null where nobody scored. */
export function averages(opinions: readonly { readonly scores: Scores; readonly leaves?: Scores | undefined }[], rules: AssessmentRules) {
  const scores = meansOf(opinions.map((each) => each.scores));
  const leafScores = meansOf(opinions.map((each) => each.leaves ?? {}));
  return rules.dimensions.value
    .filter(({ weight, key }) => weight > 0 || scores[key] !== undefined)
    .map(({ key, name, fullMarks }) => ({
      key,
      name,
      fullMarks,
      average: scores[key] ?? null,
      leaves: leavesOf(rules, key).map((leaf) => ({ ...leaf, average: leafScores[leaf.key] ?? null })),
    }));
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
