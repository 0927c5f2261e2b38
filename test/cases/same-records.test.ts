/** A published table gives the same record, judged the same, whether it comes as JSON or as the workbook that people fill in. */
import { describe, expect, it } from 'vitest';
import { score } from '../../functions/evaluation/rules/score.ts';
import type { GoalsForm } from '../../functions/goals/rules/form.ts';
import { judge } from '../../functions/monitoring/rules/judgement.ts';
import { readGoals } from '../../shared/forms/goals-form.ts';
import { levelsOf } from '../../shared/forms/levels.ts';
import { readMonitoring } from '../../shared/forms/monitoring-form.ts';
import { readSelfEvaluation } from '../../shared/forms/self-evaluation-form.ts';
import { readSheets } from '../../shared/workbook/sheet.ts';
import { type Page, writePages } from '../../shared/workbook/write.ts';
import { RS_10 } from '../functions/evaluation/rules/perfect.ts';
import { checked } from '../functions/goals/perfect.ts';
import { RULES } from '../functions/monitoring/perfect.ts';
import { goalsPage, monitoringPage, selfEvaluationPage } from '../shared/forms/published.ts';
import { formOf } from './form.ts';
import { loadGoals, loadMonitoring, loadSelfEvaluations } from './load.ts';

async function sheetOf(page: Page) {
  const [sheet] = await readSheets(await writePages([page]));
  if (!sheet) throw new Error('no sheet');
  return sheet;
}
const given = (year: number | null | undefined) => ({ projectCode: 'PUBLISHED-1', fiscalYear: year ?? 2022 });
const named = <Record extends { readonly id: string }>(records: readonly Record[]) => records.map((record) => [record.id, record] as const);

describe('goals', () => {
  const cases = loadGoals().filter(
    ({ indicators }) => indicators.length > 0 && indicators.every(({ level2 }) => !/制度/.test(level2 ?? '')),
  );

  it.each(named(cases))('%s are checked alike', async (_, record) => {
    const { document } = readGoals(await sheetOf(goalsPage(record)), given(record.year));
    if (!document) throw new Error('not read');
    const typed: GoalsForm = {
      overall: record.goal_text ?? '',
      budget: document.budget,
      indicators: record.indicators.map(({ level1, level2, level3, target, weight }, at) => {
        const { level1: first = 'output', level2: second = 'quantity' } = levelsOf(level1 ?? '', level2 ?? '');
        return {
          id: String(at + 1),
          level1: first,
          level2: second,
          name: level3 ?? '',
          weight: weight ?? 0,
          ...(target && { raw: target }),
        };
      }),
    };
    expect(document).toEqual(typed);
    expect(checked(document)).toEqual(checked(typed));
  });
});

describe('a self-evaluation', () => {
  const whole = loadSelfEvaluations().filter(
    ({ indicators, funds: [first] }) =>
      indicators.length > 0 &&
      indicators.every(({ actual }) => (actual ?? '') !== '') &&
      typeof first?.executed === 'number' &&
      typeof first.annual_budget === 'number',
  );

  it.each(named(whole))('%s is scored alike', async (_, record) => {
    const { document } = readSelfEvaluation(await sheetOf(selfEvaluationPage(record)), given(record.year));
    if (!document) throw new Error('not read');
    const typed = formOf(record);
    const { adjusted: budget, executed } = document.funds;
    const read = {
      ...typed,
      execution: { ...typed.execution, budget, executed },
      indicators: typed.indicators.map((row, at) => ({ ...row, raw: { ...row.raw, actual: String(document.indicators[at]?.actual) } })),
    };
    expect(score(read, RS_10)).toEqual(score(typed, RS_10));
  });
});

describe('monitoring', () => {
  const whole = loadMonitoring().filter(({ funds }) => typeof funds?.[0]?.executed === 'number');

  it.each(named(whole))('%s lights alike', async (_, record) => {
    const { document } = readMonitoring(await sheetOf(monitoringPage(record)), given(record.year));
    if (!document) throw new Error('not read');
    const rows = (record.indicators_raw ?? []).flatMap((row) => (Array.isArray(row) ? [row.map(String)] : []));
    const said = { 确定能: 'certain', 有可能: 'possible', 不可能: 'impossible' } as const;
    const typed = rows.flatMap(([, , target = '', actual = '', likelihood = '']) =>
      // A line on which nothing is filled in reports nothing.
      actual === '' ? [] : [{ target, actual, ...(likelihood in said && { likelihood: said[likelihood as keyof typeof said] }) }],
    );
    const measured = (indicators: readonly object[], paid: number) =>
      judge(
        {
          fiscalYear: record.year ?? 2022,
          asOf: document.asOf,
          budget: Math.round((record.funds?.[0]?.initial_budget ?? 0) * 1_000_000),
          paid,
          indicators: typed.map((row, at) => ({ at: `/indicators/${at}`, name: '指标', weight: 10, ...row, ...indicators[at] })),
        },
        RULES,
      );
    const read = document.indicators.map(({ actual, likelihood }) => ({ actual: String(actual), ...(likelihood && { likelihood }) }));
    expect(read).toHaveLength(typed.length);
    expect(measured(read, document.paid)).toEqual(measured(typed, Math.round((record.funds?.[0]?.executed ?? 0) * 1_000_000)));
  });
});
