import { exact, fixed, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { gradeName, gradeOf } from '../../../shared/values/grade.ts';
import { toRate } from '../../../shared/values/rate.ts';
import { toScore } from '../../../shared/values/score.ts';
import { fault, note } from './articles.ts';
import { scoreExecution } from './execution.ts';
import type { Scale, ScoredIndicator, ScoreForm, ScoreSheet } from './form.ts';
import { scoreIndicator } from './indicator.ts';
import { auditPublished } from './published.ts';

/**
 * Scores 项目支出绩效自评表: 总分由各项指标得分汇总形成.
 *
 * Each part is computed exactly and rounded half up to two places, once; the total is the sum of the rounded parts, so a reader can add
 * it up. What can't be scored has `score: null`, is left out of the total, and EV-13 says that total and grade are partial. Printed
 * figures in `published` are compared with all this and change none of it. Findings point into the form.
 */
export function score(form: ScoreForm, scale: Scale): ScoreSheet {
  const mark = scoreExecution(form.execution, scale);
  const execution = {
    rate: mark.completion === undefined ? null : toRate(mark.completion),
    score: mark.share === undefined ? null : toScore(mark.share.mul(exact(form.execution.weight))),
  };
  const indicators = form.indicators.map((row, index) => scoreIndicator(row, `/indicators/${index}`, scale));
  const total = sumOf([execution.score, ...indicators.map((each) => each.score)]);
  const sheet: ScoreSheet = { execution, indicators, total, grade: gradeOf(total, scale.grades.value), findings: [] };
  const findings = [...mark.findings, ...weightsOf(form), ...duplicates(form), ...gaps(form, sheet), ...auditPublished(form, sheet, scale)];
  return { ...sheet, findings };
}

/** Every finding of a sheet, the form's first, then row by row. */
export function allFindings(sheet: ScoreSheet): readonly Finding[] {
  return [...sheet.findings, ...sheet.indicators.flatMap((each) => each.findings)];
}

/** Adds points exactly; what wasn't scored adds nothing. */
export function sumOf(points: readonly (number | null | undefined)[]): number {
  return toNumber(points.reduce((sum, each) => sum.add(exact(each ?? 0)), exact(0)));
}

/** 预算执行率10%、产出指标50%、效益指标30%、服务对象满意度指标10%: whatever the split, it makes 100. */
function weightsOf({ execution, indicators }: ScoreForm): readonly Finding[] {
  const own = sumOf(indicators.map((row) => row.weight));
  const all = sumOf([own, execution.weight]);
  if (all === 100) return [];
  const says = `指标分值合计${points(own)}分，预算执行率${points(execution.weight)}分，共${points(all)}分，不是100分`;
  const double = own === 100 ? '；指标分值自身已满100分，预算执行率分值另计，总分口径须统一' : '';
  return [fault('EV-05', '/indicators', `${says}${double}`)];
}

function duplicates({ indicators }: ScoreForm): readonly Finding[] {
  const seen = new Set<string>();
  return indicators.flatMap((row, index) => {
    if (!seen.has(row.id)) {
      seen.add(row.id);
      return [];
    }
    return [fault('EV-14', `/indicators/${index}/id`, `指标编号"${row.id}"重复`)];
  });
}

function gaps(form: ScoreForm, sheet: ScoreSheet): readonly Finding[] {
  const open = form.indicators.filter((row, index) => row.weight > 0 && isOpen(sheet.indicators[index]));
  const executionOpen = sheet.execution.score === null && form.execution.weight > 0;
  if (open.length === 0 && !executionOpen) return [];
  const missing = sumOf([...open.map((row) => row.weight), executionOpen ? form.execution.weight : 0]);
  const what = [...(executionOpen ? ['预算执行率'] : []), ...(open.length > 0 ? [`${open.length}项指标`] : [])].join('和');
  const says = `${what}未计分，涉及分值${points(missing)}分；总分${points(sheet.total)}分只是已计分部分之和，等级"${gradeName(sheet.grade)}"仅供参考`;
  return [note('EV-13', '', says)];
}

function isOpen(indicator: ScoredIndicator | undefined): boolean {
  return indicator?.score === null;
}

function points(x: number): string {
  return fixed(exact(x), 2);
}
