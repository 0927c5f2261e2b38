import { describe, expect, it } from 'vitest';
import { boardCsv } from '../../../functions/pilots/board-csv.ts';
import { type CountyRow, countsOf, countyView, efficiencyOf } from '../../../functions/pilots/rules/board.ts';
import { coverageOf } from '../../../functions/pilots/rules/coverage.ts';
import { rankingOf } from '../../../functions/pilots/rules/ranking.ts';
import { divisionsUnder } from '../../../shared/values/division-register.ts';
import { COUNTY, HEARD, POLICY, PROGRAMME, PROJECT, WHOLE } from './perfect.ts';
import { boardOf, named, ROWS } from './province.ts';

const rowOf = (division: string, changes: Partial<CountyRow> = {}): CountyRow => ({ ...COUNTY, division, ...changes });
const viewOf = (row: CountyRow, today = '2024-06-10') => countyView({ ...row, ...named(row.division) }, PROGRAMME, today);
const heard = (stages: number, grade?: 'excellent' | 'poor', on?: string) => ({
  ...PROJECT,
  heard: HEARD.slice(0, stages).map((each) => ({ ...each, ...(on ? { on } : {}) })),
  ...(grade ? { figures: { grade } } : {}),
});

describe('the board', () => {
  it('NX-03 shows of each stage whether it is done, late, overdue or open', () => {
    const { projects, overdue, reportOverdue } = viewOf(rowOf('640104', { projects: [heard(2)] }));
    expect(projects[0]?.stages.map(({ status, late }) => [status, late])).toEqual([
      ['completed', false],
      ['completed', false],
      ['overdue', undefined],
      ['overdue', undefined],
      ['open', undefined],
    ]);
    expect(overdue.map(({ stage, days }) => [stage, days])).toEqual([
      ['monitoring', 162],
      ['evaluation', 10],
    ]);
    expect(reportOverdue).toBe(false);
    expect(viewOf(rowOf('640104'), '2024-07-01').reportOverdue).toBe(true);
  });

  it('NX-23 counts what there is to push', () => {
    expect(countsOf([viewOf({ ...WHOLE, division: '640104' }), viewOf(rowOf('640105', { status: 'returned' }))])).toMatchObject({
      counties: 2,
      projects: 2,
      stages: 10,
      completed: 5,
      inTime: 5,
      overdue: 4,
      open: 1,
      returned: 1,
    });
  });

  it('PI-24 adds up what was asked for, supported and saved', () => {
    const figures = { requested: 600_000_000, supported: 550_000_000 };
    const submitted = [{ stage: 'assessment', on: '2022-11-20', at: 2, report: true, figures: { savings: 1_000_000 } }];
    const rows = [rowOf('640104', { projects: [{ ...PROJECT, figures }] }), rowOf('640105', { projects: [{ ...PROJECT, submitted }] })];
    expect(efficiencyOf(rows, 'x')).toMatchObject({
      requestedAmount: '6000000.00',
      supportedAmount: '5500000.00',
      savings: '510000.00',
      savingsRate: 0.085,
    });
    expect(efficiencyOf([], 'x')).toMatchObject({ savings: '0.00', savingsRate: null });
  });

  it('shows of a secret project its code and nothing else, and counts none of its stages', () => {
    const row = rowOf('640104', { projects: [{ code: 'S-1', secret: true, submitted: [], heard: [] }] });
    expect(viewOf(row).projects).toEqual([{ projectCode: 'S-1', secret: true, stages: [] }]);
    expect(viewOf(row, '2025-01-01').overdue).toEqual([]);
  });
});

describe('the ranking', () => {
  const ranked = (...rows: CountyRow[]) =>
    rankingOf(
      rows.map((row) => viewOf(row)),
      POLICY,
    ).items.map(({ division, rank }) => [division, rank]);

  it('PI-22 looks at stages done in time first, then at stages done, then at grades', () => {
    const late = rowOf('640104', { projects: [heard(2, 'excellent', '2024-06-09')] });
    const later = rowOf('640105', { projects: [heard(1, 'excellent', '2024-06-09')] });
    const good = rowOf('640106', { projects: [heard(1, 'poor')] });
    const better = rowOf('640121', { projects: [heard(1, 'excellent')] });
    expect(ranked(late, later, good, better)).toEqual([
      ['640121', 1],
      ['640106', 2],
      ['640104', 3],
      ['640105', 4],
    ]);
  });

  it('PI-22 gives the same rank to who is alike', () => {
    expect(ranked(rowOf('640104'), rowOf('640105', { projects: [heard(1)] }), rowOf('640106'))).toEqual([
      ['640105', 1],
      ['640104', 2],
      ['640106', 2],
    ]);
  });

  it('PI-22 says how it is computed, and by which document', () => {
    expect(rankingOf([], POLICY)).toMatchObject({ of: 0, items: [], explains: expect.stringContaining('优4、良3、中2、差1') });
    expect(rankingOf([], POLICY).basis).toContain('四（三）');
  });
});

describe('the coverage', () => {
  it('PI-23 is of all cities and counties that there are', () => {
    expect(coverageOf(divisionsUnder('640000').map(named), ['640104', '640323', '640199'], POLICY)).toMatchObject({
      enrolled: 2,
      counties: 27,
      rate: 0.074074,
    });
    const { missing } = coverageOf(divisionsUnder('640100').map(named), ['640104'], POLICY);
    expect(missing.map(({ name }) => name)).toEqual(['西夏区', '金凤区', '永宁县', '贺兰县', '灵武市']);
    expect(coverageOf([], [], POLICY)).toMatchObject({ counties: 0, rate: null });
  });
});

describe('the board as CSV', () => {
  it('has a row for each project, and opens in a spreadsheet', () => {
    const text = boardCsv(boardOf());
    expect(text.startsWith('\uFEFF区划代码,市县,名次')).toBe(true);
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + ROWS.flatMap(({ projects }) => projects).length);
    expect(lines.find((line) => line.startsWith('640122'))).toBe(
      '640122,贺兰县,1,已验收,组织力量,640122-P1,职业技能培训项目1,按期完成,2022-12-31,2022-11-20,按期完成,2023-03-31,2023-01-15,按期完成,2023-12-31,2023-12-30,按期完成,2024-05-31,2024-04-10,按期完成,2024-06-30,2024-05-20,61725.00,良,0',
    );
  });

  it.each(['=HYPERLINK("http://x")', '+1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])('makes no formula of %j', (name) => {
    const text = boardCsv(boardOf([rowOf('640104', { projects: [{ ...PROJECT, name }] })]));
    for (const line of text.slice(1).split('\r\n')) expect(line).not.toMatch(/(^|,)"?\s*[=+@]|(^|,)"?-[^\d]/);
    expect(text).toContain(`'${name.replaceAll('"', '""')}`);
  });

  it('quotes what would break a row', () => {
    expect(boardCsv(boardOf([rowOf('640104', { projects: [{ ...PROJECT, name: '甲,"乙"\n丙' }] })]))).toContain('"甲,""乙""\n丙"');
  });
});
