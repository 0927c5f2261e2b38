/** A published self-evaluation as the form that `POST /evaluations/score` takes: cells as printed, published figures beside them. */
import type { Published, ScoreForm } from '../../functions/evaluation/rules/form.ts';
import { exact, halfUp, toNumber } from '../../shared/values/exact.ts';
import type { Grade } from '../../shared/values/grade.ts';
import type { Level1, Level2 } from '../../shared/values/indicator.ts';
import type { SelfEvaluationCase } from './load.ts';

const LEVEL1: readonly (readonly [RegExp, Level1])[] = [
  [/满意/, 'satisfaction'],
  [/成本/, 'cost'],
  [/效益/, 'benefit'],
];

const LEVEL2: readonly (readonly [RegExp, Level2])[] = [
  [/数量/, 'quantity'],
  [/质量/, 'quality'],
  [/时效/, 'timeliness'],
  [/成本/, 'cost'],
  [/经济/, 'economic'],
  [/社会/, 'social'],
  [/生态/, 'ecological'],
  [/持续/, 'sustainable'],
  [/满意/, 'satisfaction'],
];

const GRADES: Readonly<Record<string, Grade>> = { 优: 'excellent', 良: 'good', 中: 'fair', 差: 'poor' };

/** Row n of case SE003 (the first is 1) has the id `SE003-n`. Rows without a printed weight weigh 0: they carry no points. */
export function formOf(record: SelfEvaluationCase): ScoreForm {
  const [head] = record.funds;
  const counted = record.execution_row_is_an_indicator === undefined;
  const ids = record.indicators.map((_, index) => `${record.id}-${index + 1}`);
  const scores = record.indicators.flatMap(({ score }, index) => (typeof score === 'number' ? [[ids[index] ?? '', score] as const] : []));
  const published: Published = {
    ...(counted && typeof head?.score === 'number' && { execution: head.score }),
    ...(head?.rate_text && { rate: head.rate_text }),
    ...(scores.length > 0 && { scores: Object.fromEntries(scores) }),
    ...(typeof record.published_total_score === 'number' && { total: record.published_total_score }),
    ...(record.published_grade && { grade: GRADES[record.published_grade] }),
  };
  return {
    execution: {
      weight: counted ? (head?.weight ?? 0) : 0,
      budget: cents(head?.annual_budget, record.money_unit),
      executed: cents(head?.executed, record.money_unit),
    },
    indicators: record.indicators.map((row, index) => ({
      id: ids[index] ?? '',
      level1: LEVEL1.find(([name]) => name.test(row.level1 ?? ''))?.[1] ?? 'output',
      level2: LEVEL2.find(([name]) => name.test(row.level2 ?? ''))?.[1],
      weight: row.weight ?? 0,
      raw: { target: row.target, actual: row.actual },
    })),
    published,
  };
}

function cents(amount: number | null | undefined, unit: string | null | undefined): number {
  return toNumber(halfUp(exact(amount ?? 0).mul(unit === '元' ? 100 : 1_000_000), 0));
}
