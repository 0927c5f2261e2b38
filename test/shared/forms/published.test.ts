import { describe, expect, it } from 'vitest';
import { readGoals } from '../../../shared/forms/goals-form.ts';
import { readMonitoring } from '../../../shared/forms/monitoring-form.ts';
import { readSelfEvaluation } from '../../../shared/forms/self-evaluation-form.ts';
import { readSheets } from '../../../shared/workbook/sheet.ts';
import { type Page, writePages } from '../../../shared/workbook/write.ts';
import { formOf } from '../../cases/form.ts';
import {
  type GoalsCase,
  loadDepartments,
  loadGoals,
  loadMonitoring,
  loadSelfEvaluations,
  type MonitoringCase,
  type SelfEvaluationCase,
} from '../../cases/load.ts';
import { goalsPage, monitoringPage, selfEvaluationPage } from './published.ts';

async function sheetOf(page: Page) {
  const [sheet] = await readSheets(await writePages([page]));
  if (!sheet) throw new Error('no sheet');
  return sheet;
}
const given = { projectCode: 'PUBLISHED-1' };

describe('a published self-evaluation as a workbook', () => {
  const every = [...loadSelfEvaluations(), ...loadDepartments()];
  const cases = every.filter(({ indicators, funds }) => indicators.length > 0 && funds.length > 0);

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

  const headsOnly = every.filter((record) => !cases.includes(record));

  it.each(headsOnly.map((record) => [record.id, record] as const))(
    '%s, of which only a part is visible, says what is missing',
    async (_, record) => {
      const read = readSelfEvaluation(await sheetOf(selfEvaluationPage(record)), { ...given, fiscalYear: record.year ?? 2022 });
      expect(read.document).toBeUndefined();
      expect(read.remarks.map(({ kind }) => kind)).toEqual(expect.arrayContaining([expect.stringMatching(/^(?:shape|required)$/)]));
    },
  );

  it('is there of each of the 31, and of the four of whole departments', () => {
    expect([every.length, cases.length, headsOnly.map(({ id }) => id)]).toEqual([
      35,
      27,
      ['SE007', 'SE027', 'SE030', 'SE034', 'SE041', 'SE048', 'DE002', 'RE001'],
    ]);
  });

  it('reads a code before the name of a project', async () => {
    const record = cases.find(({ id }) => id === 'SE004');
    if (!record) throw new Error('no SE004');
    const read = readSelfEvaluation(await sheetOf(selfEvaluationPage(record)), { fiscalYear: 2023 });
    expect(read.projectCode).toBe('51000021R000000019951');
  });
});

describe('published monitoring as a workbook', () => {
  const cases = loadMonitoring();

  it.each(cases.map((record) => [record.id, record] as const))(
    '%s says what the published record says',
    async (_, record: MonitoringCase) => {
      const read = readMonitoring(await sheetOf(monitoringPage(record)), { ...given, fiscalYear: record.year ?? 2022 });
      const [first] = record.funds ?? [];
      expect(read.period).toBe(record.period === '1-12月' ? '12' : '06');
      // What was spent is printed by two of seven forms only; the others are told so, at the cell.
      if (typeof first?.executed !== 'number') {
        expect(read.remarks.filter(({ level }) => level === 'error')).toMatchObject([{ kind: 'required', at: '/paid' }]);
        return;
      }
      const rows = (record.indicators_raw ?? []).flatMap((row) => (Array.isArray(row) ? [row.map(String)] : []));
      expect(read.remarks).toEqual([]);
      expect(read.document?.paid).toBe(Math.round(first.executed * 1_000_000));
      expect(read.document?.indicators.map(({ actual }) => actual)).toEqual(rows.flatMap(([, , , actual]) => (actual ? [actual] : [])));
    },
  );
});

describe('published goals as a workbook', () => {
  const all = loadGoals();
  const cases = all.filter(({ indicators }) => indicators.length > 0);

  it.each(all.filter((record) => !cases.includes(record)).map((record) => [record.id, record] as const))(
    '%s, whose indicators aren’t visible, says that there are none',
    async (_, record) => {
      const read = readGoals(await sheetOf(goalsPage(record)), { ...given, fiscalYear: record.year ?? 2022 });
      expect(read.remarks).toContainEqual(expect.objectContaining({ kind: 'shape', at: '/indicators' }));
    },
  );

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
