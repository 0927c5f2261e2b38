import { type Exact, exact, fixed, halfUp, toNumber } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { gradeName, gradeOf } from '../../../shared/values/grade.ts';
import { readPrinted } from '../../../shared/values/indicator.ts';
import { percent } from '../../../shared/values/rate.ts';
import { fault, note } from './articles.ts';
import type { Published, Scale, ScoreForm, ScoreSheet } from './form.ts';

const AT = '/published';

/**
 * Audits the printed figures of a published form against one another and against the rules. A printed figure is a legal value: it is
 * never corrected or overwritten, the difference is shown beside it.
 */
export function auditPublished(form: ScoreForm, sheet: ScoreSheet, scale: Scale): readonly Finding[] {
  const { published } = form;
  if (published === undefined) return [];
  return [
    ...limits(form, published),
    ...total(form, published),
    ...grade(form, published, scale),
    ...rate(form, published),
    ...differences(form, sheet, published),
  ];
}

/** 得分最高不能超过该指标分值上限。 */
function limits(form: ScoreForm, { execution, scores = {} }: Published): readonly Finding[] {
  const findings: Finding[] = [];
  if (execution !== undefined && !within(execution, form.execution.weight)) {
    findings.push(fault('EV-21', `${AT}/execution`, `预算执行率公布得分${execution}分，不在0分与分值${form.execution.weight}分之间`));
  }
  for (const [id, score] of Object.entries(scores)) {
    const row = form.indicators.find((each) => each.id === id);
    if (row === undefined) findings.push(note('EV-25', at('scores', id), `公布得分${score}分没有对应的指标"${id}"`));
    else if (!within(score, row.weight)) {
      findings.push(fault('EV-21', at('scores', id), `指标"${id}"公布得分${score}分，不在0分与分值${row.weight}分之间`));
    }
  }
  return findings;
}

/**
 * The printed total against the printed scores. Some forms print the execution score and leave it out of the total: that is named as
 * such. Where cells are empty, the total must still lie between the printed scores and those plus the weights of the empty cells.
 */
function total(form: ScoreForm, { execution, scores = {}, total: printed }: Published): readonly Finding[] {
  if (printed === undefined) return [];
  const rows = form.indicators.filter((row) => row.weight > 0 || printedScore(scores, row.id) !== undefined);
  const own = plus(rows.map((row) => printedScore(scores, row.id) ?? 0));
  const empty = rows.filter((row) => printedScore(scores, row.id) === undefined);
  if (rows.length === empty.length) return [];
  const least = own.add(exact(execution ?? 0));
  if (empty.length > 0) {
    const room = plus([...empty.map((row) => row.weight), execution === undefined ? form.execution.weight : 0]);
    const most = least.add(room);
    const possible = exact(printed).gte(own) && exact(printed).lte(most);
    const says = `公布总分${printed}分；已公布得分合计${points(least)}分，加未公布各项的分值至多${points(most)}分，总分不在其间`;
    return possible ? [] : [fault('EV-20', `${AT}/total`, says)];
  }
  if (least.equals(exact(printed))) return [];
  if (own.equals(exact(printed))) {
    const says = `公布总分${printed}分等于指标得分合计，未计入预算执行率得分${execution}分（计入为${points(least)}分）`;
    return [note('EV-20', `${AT}/total`, says)];
  }
  const says = `公布总分${printed}分，各项公布得分合计${points(least)}分，相差${points(exact(printed).sub(least))}分`;
  return [fault('EV-20', `${AT}/total`, says)];
}

/** 总分一般设置为100分，等级一般划分为四档：90（含）-100分为优、80（含）-90分为良、60（含）-80分为中、60分以下为差。 */
function grade(
  form: ScoreForm,
  { execution, scores = {}, total: printed, grade: given }: Published,
  { grades }: Scale,
): readonly Finding[] {
  if (given === undefined) return [];
  const own = form.indicators.map((row) => printedScore(scores, row.id) ?? (row.weight === 0 ? 0 : undefined));
  const sum = own.some((each) => each === undefined) ? undefined : toNumber(plus([...own.map((each) => each ?? 0), execution ?? 0]));
  const basis = printed ?? sum;
  if (basis === undefined) return [];
  const due = gradeOf(basis, grades.value);
  if (due === given) return [];
  const name = printed === undefined ? '各项公布得分合计' : '公布总分';
  return [fault('EV-22', `${AT}/grade`, `${name}${basis}分应评为"${gradeName(due)}"，公布等级为"${gradeName(given)}"`, grades.basis)];
}

/** The printed rate at its own precision: 215 457.60 ÷ 250 000.00 prints as 86.18%, not 86.19%. */
function rate(form: ScoreForm, { rate: printed }: Published): readonly Finding[] {
  if (printed === undefined) return [];
  const read = readPrinted(String(printed));
  if (read.value === undefined) return [];
  const value = exact(read.value);
  const { budget, executed } = form.execution;
  if (budget === 0) {
    if (value.equals(0) && executed === 0) return [];
    return [note('EV-23', `${AT}/rate`, `公布执行率${printed}，而预算数为零，执行率无从计算`)];
  }
  const due = exact(executed).div(exact(budget));
  // A bare number above 1.5 is a percentage that lost its sign (100, 20); up to there it is a ratio (1, 0.958).
  const asPercent = read.unit === '%' || value.gt(exact('1.5'));
  const scaled = asPercent ? due.mul(100) : due;
  const places = read.value.split('.')[1]?.length ?? 0;
  if (halfUp(scaled, places).equals(value)) return [];
  const exactly = asPercent ? `${fixed(scaled, Math.max(places, 2))}%` : fixed(scaled, Math.max(places, 4));
  return [note('EV-23', `${AT}/rate`, `公布执行率${printed}，执行数÷预算数为${exactly}，两者不符；公布数保留，仅列示差异`)];
}

function differences(form: ScoreForm, sheet: ScoreSheet, { execution, scores = {}, total: printed }: Published): readonly Finding[] {
  const findings: Finding[] = [];
  const compare = (where: string, name: string, given: number | undefined, computed: number | null) => {
    if (given === undefined || computed === null || given === computed) return;
    const difference = points(exact(given).sub(exact(computed)));
    findings.push(
      note('EV-24', where, `${name}公布${points(exact(given))}分，按规则计算${points(exact(computed))}分，相差${difference}分`),
    );
  };
  const rateText = sheet.execution.rate === null ? '' : `（${percent(sheet.execution.rate)}）`;
  compare(`${AT}/execution`, `预算执行率${rateText}`, execution, sheet.execution.score);
  for (const each of sheet.indicators) compare(at('scores', each.id), `指标"${each.id}"`, printedScore(scores, each.id), each.score);
  const whole =
    sheet.execution.score !== null && sheet.indicators.every((each, index) => each.score !== null || form.indicators[index]?.weight === 0);
  if (whole) compare(`${AT}/total`, '总分', printed, sheet.total);
  return findings;
}

/** Only what was printed under that very id: an id may be called `constructor`. */
function printedScore(scores: Readonly<Record<string, number>>, id: string): number | undefined {
  return Object.hasOwn(scores, id) ? scores[id] : undefined;
}

function within(score: number, weight: number): boolean {
  return score >= 0 && score <= weight;
}

function plus(all: readonly number[]): Exact {
  return all.reduce((sum, each) => sum.add(exact(each)), exact(0));
}

function points(x: Exact): string {
  return fixed(x, 2);
}

/** A JSON pointer escapes `~` and `/` in a key. */
function at(...path: readonly string[]): string {
  return [AT, ...path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}
