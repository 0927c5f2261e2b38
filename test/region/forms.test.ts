import { beforeAll, describe, expect, it } from 'vitest';
import { readMonitoring, writeMonitoring } from '../../shared/forms/monitoring-form.ts';
import { writeSelfEvaluation } from '../../shared/forms/self-evaluation-form.ts';
import { readSheets } from '../../shared/workbook/sheet.ts';
import { writePages } from '../../shared/workbook/write.ts';
import type { Reply } from './calls.ts';
import { reading } from './case.ts';
import { eventsIn } from './chains.ts';
import type { Desk } from './desk.ts';
import { approveGoals, issueBudget, must, propose } from './loop.ts';
import { shared } from './region.ts';

const { region, desk } = shared();
/** 财预〔2013〕53号: some of the figures that it asks for. */
const FIGURES = { staff: 92, establishment: 100, budget: 600, budgetCompleted: 588, satisfied: 930, surveyed: 1000, rules: 1 };
let project: Desk;
let department: Desk;

const titled = ({ own }: Desk) => ({ projectCode: own.code, projectName: '（演示）职业技能培训', fiscalYear: own.year });
const events = async (aggregate: string) => {
  await region.whenIdle();
  return eventsIn(await region.tables(), aggregate);
};

/** Brings a workbook, confirms it, and waits until all its rows are answered. */
async function imported(own: Desk, form: string, bytes: Uint8Array): Promise<Reply['body']> {
  const workbook = { name: '表.xlsx', content: Buffer.from(bytes).toString('base64') };
  const { body } = must(await own.act('unit', 'previewImport', { body: { form, fiscalYear: own.own.year, workbook } }), 200, 201);
  expect(body, JSON.stringify(body)).toMatchObject({ counts: { rows: 1, refused: 0 } });
  const brought = own.about({ ...own.own, importId: String(body.importId) });
  must(await brought.act('unit', 'confirmImport'), 202);
  const done = await brought.until('unit', 'getImport', ({ status }) => status === 'done');
  const rows = must(await brought.act('unit', 'listImportRows'), 200);
  return { ...done.body, items: rows.body.items };
}

const formOf = async (own: Desk, operation: string, query?: string) =>
  Buffer.from(String(must(await own.act('unit', operation, query === undefined ? {} : { query }), 200).body.bytes), 'base64');

/** Imports what `GET …/form.xlsx` gives; nothing may come of it. */
async function again(own: Desk, form: string, operation: string, aggregate: string, query?: string): Promise<void> {
  const before = await events(aggregate);
  expect(before.length).toBeGreaterThan(0);
  expect(await imported(own, form, await formOf(own, operation, query))).toMatchObject({ rows: 1, unchanged: 1, recorded: 0, refused: 0 });
  expect(await events(aggregate)).toEqual(before);
}

beforeAll(async () => {
  department = desk('FORMS-D', { subject: 'department', words: '部门整体履职' });
  must(await department.act('unit', 'registerProject'), 201);
  project = await propose(desk('FORMS-P'), { full: false });
}, 60_000);

describe('绩效目标申报表', () => {
  it('of goals on record imports unchanged, in review and once approved', async () => {
    must(await project.until('unit', 'fileGoals', () => true), 200, 201);
    await again(project, 'goals', 'getGoalsForm', 'goals#FORMS-P#2025');
    await approveGoals(project, { full: false });
    await issueBudget(project);
    await again(project, 'goals', 'getGoalsForm', 'goals#FORMS-P#2025');
    expect(await project.act('unit', 'getGoals')).toMatchObject({ body: { status: 'approved', goalsVersion: 1 } });
  }, 60_000);
});

describe('绩效运行监控表', () => {
  it('as somebody filled it in is recorded, its indicators by their names, and comes back the same', async () => {
    const { paid, indicators } = reading(project.own, '07', '31', 0.5, 0.5);
    const page = writeMonitoring(
      titled(project),
      { period: '07', budget: 600_000_000, goals: [] },
      {
        asOf: '2025-07-31',
        paid: Number(paid) * 100,
        indicators: indicators.slice(0, 2).map(({ actual }, at) => ({ name: ['开展技能培训场次', '培训合格率'][at] ?? '', actual })),
      },
    );
    await project.until('unit', 'getMonitoring', () => true);
    expect(await imported(project, 'monitoring', await writePages([page]))).toMatchObject({ recorded: 1, items: [{ state: 'recorded' }] });
    const [sheet] = await readSheets(await formOf(project, 'getMonitoringForm', 'period=07'));
    const read = sheet && readMonitoring(sheet, { fiscalYear: 2025 });
    expect(read?.document).toMatchObject({ paid: Number(paid) * 100, indicators: [{ id: 'I1' }, { id: 'I2' }] });
    await again(project, 'monitoring', 'getMonitoringForm', 'reading#FORMS-P#2025#07', 'period=07');
  });

  it('of a month that came over HTTP imports unchanged, with all that it says', async () => {
    const causes = { funding: '下达较晚' };
    const body = reading(project.own, '08', '31', 0.6, 0.6);
    const full = { ...body, indicators: body.indicators.map((row) => ({ ...row, expected: '按期完成', causes, explanation: '=100%' })) };
    must(await project.act('unit', 'recordReading', { params: { period: '08' }, body: full }), 201);
    await again(project, 'monitoring', 'getMonitoringForm', 'reading#FORMS-P#2025#08', 'period=08');
    // The newest month, where none is named.
    expect(await imported(project, 'monitoring', await formOf(project, 'getMonitoringForm'))).toMatchObject({ unchanged: 1 });
  });
});

describe('项目支出绩效自评表', () => {
  it('of a self-evaluation that came over HTTP imports unchanged', async () => {
    must(await project.until('unit', 'selfEvaluate', () => true), 200, 201);
    await again(project, 'selfEvaluation', 'getSelfEvaluationForm', 'evaluation#FORMS-P#2025');
  });
});

describe('部门整体支出绩效自评表', () => {
  const { overall, funds, indicators } = {
    overall: '年度目标全部完成。',
    funds: { initial: 600_000_000, adjusted: 600_000_000, executed: 588_000_000, finished: true },
    indicators: reading({ ...desk('FORMS-D').own }, '12', '31', 1, 1).indicators.map(({ id, actual }) => ({
      id,
      actual,
      note: '按计划完成',
    })),
  };

  beforeAll(() => approveGoals(department, { full: false }), 60_000);

  it('is filed with the figures of its 共性指标体系, and scored by them', async () => {
    const page = writeSelfEvaluation(
      { ...titled(department), ofDepartment: true },
      { overall: '履职', indicators: [] },
      { funds, overall, indicators, frame: { inputs: FIGURES } },
    );
    expect(await imported(department, 'departmentEvaluation', await writePages([page]))).toMatchObject({ recorded: 1 });
    const tables = await region.tables();
    const kept = Object.values(tables)
      .flat()
      .find(({ pk, sk }) => pk === 'evaluation#FORMS-D#2025' && String(sk).startsWith('event#'));
    expect(JSON.parse(String(kept?.event))).toMatchObject({
      type: 'evaluation.self-evaluated.v1',
      actorname: '演示-unit',
      data: { frame: { id: 'CZB-53', inputs: FIGURES }, sheet: { total: expect.any(Number) } },
    });
  });

  it('comes back as a form that imports unchanged, and is the same as over HTTP', async () => {
    await again(department, 'departmentEvaluation', 'getSelfEvaluationForm', 'evaluation#FORMS-D#2025');
    const [sheet] = await readSheets(await formOf(department, 'getSelfEvaluationForm'));
    expect(sheet?.at(0, 0).text).toBe('部门整体支出绩效自评表（2025年度）');
    const body = { ...department.bodyOf('selfEvaluate'), overall, indicators, frame: { inputs: FIGURES } };
    expect(await department.act('unit', 'selfEvaluate', { body })).toMatchObject({ status: 200 });
    expect(await events('evaluation#FORMS-D#2025')).toEqual(['evaluation.self-evaluated.v1']);
  });
});
