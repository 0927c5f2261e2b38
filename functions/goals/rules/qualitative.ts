import type { Policy } from '../../../shared/policy/policy.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, gradeName } from '../../../shared/values/grade.ts';
import { fault } from './articles.ts';

/** Grades by criterion of the policy's qualitative sheet (定性审核表). */
export type GradedSheet = Readonly<Record<string, Grade>>;

const FROM_BEST: readonly Grade[] = ['excellent', 'good', 'fair', 'poor'];
const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * GO-76: the sheet is filled in whole, and asks nothing else. GO-77: the opinion lies within its grades, and what is 差 in one point isn't
 * 优 or 良 on the whole (内容空洞或者大部分不符合要求).
 */
export function checkGrades(sheet: GradedSheet | undefined, opinion: Grade, { goals: { qualitativeSheet } }: Policy): Finding[] {
  if (sheet === undefined) return [];
  const { value, basis } = qualitativeSheet;
  const missing = value.criteria
    .filter(({ key }) => sheet[key] === undefined)
    .map(({ key, name }) => fault('GO-76', `/sheet/${key}`, `定性审核表没有给“${name}”评定等级`, basis));
  const unknown = Object.keys(sheet)
    .filter((key) => !value.criteria.some((criterion) => criterion.key === key))
    .map((key) => fault('GO-76', `/sheet/${escaped(key)}`, `定性审核表没有“${key}”这一项`, basis));
  if (missing.length + unknown.length > 0) return [...missing, ...unknown];
  const [best, worst] = rangeOf(sheet);
  const at = FROM_BEST.indexOf(opinion);
  const within = FROM_BEST.indexOf(best) <= at && at <= FROM_BEST.indexOf(worst);
  const passesPoor = worst === 'poor' && (opinion === 'excellent' || opinion === 'good');
  if (within && !passesPoor) return [];
  const says = within
    ? `定性审核表有“${gradeName('poor')}”的项目（${value.words.poor}），审核意见不能为“${gradeName(opinion)}”`
    : `定性审核表各项在“${gradeName(best)}”至“${gradeName(worst)}”之间，审核意见“${gradeName(opinion)}”与之不一致`;
  return [fault('GO-77', '/opinion', says, basis)];
}

/** The best and the worst grade of a sheet that is filled in. */
export function rangeOf(sheet: GradedSheet): readonly [best: Grade, worst: Grade] {
  const given = FROM_BEST.filter((grade) => Object.values(sheet).includes(grade));
  return [given[0] ?? 'excellent', given.at(-1) ?? 'excellent'];
}
