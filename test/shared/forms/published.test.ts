import { describe, expect, it } from 'vitest';
import { readGoals } from '../../../shared/forms/goals-form.ts';
import { readSelfEvaluation } from '../../../shared/forms/self-evaluation-form.ts';
import { readSheets } from '../../../shared/workbook/sheet.ts';
import { type Page, writePages } from '../../../shared/workbook/write.ts';
import { formOf } from '../../cases/form.ts';
import { type GoalsCase, loadGoals, loadSelfEvaluations, type SelfEvaluationCase } from '../../cases/load.ts';
import { goalsPage, selfEvaluationPage } from './published.ts';

async function sheetOf(page: Page) {
  const [sheet] = await readSheets(await writePages([page]));
  if (!sheet) throw new Error('no sheet');
  return sheet;
}
const given = { projectCode: 'PUBLISHED-1' };

describe('a published self-evaluation as a workbook', () => {
  const cases = loadSelfEvaluations().filter(({ indicators, funds }) => indicators.length > 0 && funds.length > 0);

  it.each(cases.map((record) => [record.id, record] as const))(
    '%s says what the published record says',
    async (_, record: SelfEvaluationCase) => {
      const read = readSelfEvaluation(await sheetOf(selfEvaluationPage(record)), { ...given, fiscalYear: record.year ?? 2022 });
      const form = formOf(record);
      const blanks = record.indicators.filter(({ actual }) => (actual ?? '') === '').length;
      const unpaid = [record.funds[0]?.executed, record.funds[0]?.annual_budget].filter(
        (figure) => figure === null || figure === undefined,
      ).length;
      // What the form leaves empty is pointed at, cell by cell, and nothing else is wrong.
      expect(read.remarks.filter(({ level }) => level === 'error').map(({ kind, cell }) => `${kind} ${cell.replace(/\d+/, '')}`)).toEqual([
        ...Array.from({ length: unpaid }, () => expect.stringMatching(/^required [DEF]$/)),
        ...Array.from({ length: blanks }, () => 'required E'),
      ]);
      if (blanks + unpaid > 0) return;
      expect(read.document?.funds).toMatchObject({ adjusted: form.execution.budget, executed: form.execution.executed });
      expect(read.document?.indicators.map(({ name, actual, score }) => ({ name, actual, score }))).toEqual(
        record.indicators.map((row) => ({ name: row.level3, actual: row.actual, score: row.score ?? undefined })),
      );
      expect(read.document?.indicators.map(({ actual }) => actual)).toEqual(form.indicators.map(({ raw }) => raw?.actual));
    },
  );

  it('reads a code before the name of a project', async () => {
    const record = cases.find(({ id }) => id === 'SE004');
    if (!record) throw new Error('no SE004');
    const read = readSelfEvaluation(await sheetOf(selfEvaluationPage(record)), { fiscalYear: 2023 });
    expect(read.projectCode).toBe('51000021R000000019951');
  });
});

describe('published goals as a workbook', () => {
  const cases = loadGoals().filter(({ indicators }) => indicators.length > 0);

  it.each(cases.map((record) => [record.id, record] as const))('%s say what the published record says', async (_, record: GoalsCase) => {
    const read = readGoals(await sheetOf(goalsPage(record)), { ...given, fiscalYear: record.year ?? 2022 });
    const unknown = read.remarks.filter(({ level }) => level === 'error');
    // 制度指标 is no level of any national frame, and who files it has to say what is meant.
    expect(
      unknown.every(({ kind, says }) => kind === 'level' && /制度/.test(says)),
      JSON.stringify(unknown),
    ).toBe(true);
    if (unknown.length > 0) return;
    expect(read.document?.indicators.map(({ name, raw, weight }) => ({ name, raw: raw ?? null, weight }))).toEqual(
      record.indicators.map(({ level3, target, weight }) => ({ name: level3, raw: target || null, weight: weight ?? 0 })),
    );
    expect(read.document?.overall).toBe(record.goal_text ?? '');
  });
});
