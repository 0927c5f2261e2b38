/**
 * Every published self-evaluation goes through `score`. Where a publisher's figure differs from the rule, the table says why; a
 * difference that isn't in the table fails, and so does an entry that differs no longer. Nothing here tunes the code to a case.
 */
import { describe, expect, it } from 'vitest';
import { ARTICLES } from '../../../../functions/evaluation/rules/articles.ts';
import { allFindings, score } from '../../../../functions/evaluation/rules/score.ts';
import { formOf } from '../../../cases/form.ts';
import { loadSelfEvaluations, type SelfEvaluationCase } from '../../../cases/load.ts';
import { RS_10, RS_101, rules } from './perfect.ts';

const EMPTY = 'empty cells: full points with neither target nor actual; the rules score what is stated';
const JUDGED = 'a text that the publisher judged: without an answer (达成, 部分达成, 未达成) the rules leave it open';
const DEDUCTED = 'the target is met, yet points were deducted without a reason';
const HARSHER = 'judgment: below the proportion';
const KINDER = 'goodwill: above the proportion';
const ROUNDED = 'rounding: to one place, or to whole points';
const ON_TOP = 'the indicators alone weigh 100, the execution points stand beside the total';
const PARTIAL = 'total of the rows that can be scored; the publisher gave full points to the others';

/** [row (`execution`, `total` or its number), published, by the rules (null: not scored), why]. */
type Difference = readonly [row: string, published: number, computed: number | null, why: string];

const DIFFERENCES: Readonly<Record<string, readonly Difference[]>> = {
  // ── complete forms ──
  SE003: [['total', 100, 110, ON_TOP]],
  SE010: [
    ['3', 10, null, EMPTY],
    ['total', 100, 90, PARTIAL],
  ],
  SE013: [
    ['3', 10, null, EMPTY],
    ['4', 10, null, EMPTY],
    ['5', 10, null, EMPTY],
    ['6', 10, null, EMPTY],
    ['7', 10, null, EMPTY],
    ['9', 10, null, EMPTY],
    ['total', 100, 40, PARTIAL],
  ],
  SE020: [
    ['4', 10, null, JUDGED],
    ['7', 20, null, JUDGED],
    ['8', 20, null, JUDGED],
    ['total', 100, 70, `${PARTIAL}; ${ON_TOP}`],
  ],
  SE033: [
    ['4', 18, 20, DEDUCTED],
    ['total', 98, 110, `${DEDUCTED}; ${ON_TOP}`],
  ],
  // ── incomplete copies: rows only, their totals mean nothing ──
  SE001: [['execution', 0, null, 'a zero total row scored 0 although 89.974 was spent: the rules ask for the budget instead']],
  SE002: [['execution', 0, null, 'a zero total row scored 0 although 132.912 was spent: the rules ask for the budget instead']],
  SE015: [
    ['1', 3, 2.92, KINDER],
    ['8', 1.9, 1.95, ROUNDED],
    ['12', 1.8, 1.9, HARSHER],
    ['13', 1.8, 1.9, HARSHER],
    ['14', 1, 1.15, HARSHER],
    ['15', 1.4, 1.43, ROUNDED],
    ['16', 1.9, 1.69, KINDER],
    ['17', 1.8, 1.69, KINDER],
    ['18', 1.8, 1.61, KINDER],
    ['19', 1.7, 1.58, KINDER],
    ['20', 1.8, 1.97, HARSHER],
    ['22', 1.4, 1.43, ROUNDED],
    ['23', 1.8, 1.25, KINDER],
    ['25', 1.7, 1.83, HARSHER],
  ],
  SE016: [
    ['1', 4, null, EMPTY],
    ['2', 2, null, EMPTY],
    ['3', 2, null, EMPTY],
    ['4', 2, null, EMPTY],
    ['5', 9, null, 'empty target; 100 % executed, yet a point was deducted'],
    ['6', 7, null, EMPTY],
    ['7', 2, null, EMPTY],
    ['8', 6, null, EMPTY],
    ['11', 4, 5, DEDUCTED],
    ['15', 13, 15, DEDUCTED],
    ['16', 8, 10, DEDUCTED],
  ],
  SE025: [
    ['1', 2, null, EMPTY],
    ['2', 3, null, EMPTY],
    ['3', 2, null, EMPTY],
    ['4', 3, null, 'empty cells; a point lost for a monitoring table that was not filed'],
    ['5', 4, null, EMPTY],
  ],
  SE031: [
    ['1', 10, null, 'a parent row without cells: its figures stand in the rows below, which carry no weight'],
    ['3', 10, null, 'a parent row without cells: its figures stand in the rows below, which carry no weight'],
    ['8', 10, null, 'a parent row without cells: its figures stand in the rows below, which carry no weight'],
  ],
  SE043: [
    ['execution', 8, 8.63, 'rounding: down to whole points'],
    ['4', 5, 5.7, 'rounding: down to whole points'],
    ['7', 5, 6, DEDUCTED],
    ['8', 5, null, JUDGED],
    ['9', 15, null, JUDGED],
  ],
  SE044: [
    ['5', 8, null, JUDGED],
    ['7', 8, null, EMPTY],
    ['11', 7, 8, 'judgment: 基本达到 is an answer of the first band, whose top is full marks without a degree'],
  ],
  SE046: [
    ['2', 9.3, 0.34, 'the target is money (550), the actual counts sets (20): full points across units that are not printed'],
    ['3', 9.3, null, 'empty actual, full points'],
  ],
  SE052: [
    ['1', 9, 10, DEDUCTED],
    ['2', 19, 20, DEDUCTED],
    ['3', 19, 20, DEDUCTED],
    ['4', 27, 30, DEDUCTED],
  ],
};

const CASES = loadSelfEvaluations();
const complete = CASES.filter((record) => record.complete);

function differencesOf(record: SelfEvaluationCase): (readonly [string, number, number | null])[] {
  const form = formOf(record);
  const sheet = score(form, RS_10);
  const { execution, scores = {}, total } = form.published ?? {};
  const pairs: (readonly [string, number | undefined, number | null])[] = [
    ['execution', execution, sheet.execution.score],
    ...sheet.indicators.map(({ id, score: computed }) => [id.slice(id.indexOf('-') + 1), scores[id], computed] as const),
    ['total', record.complete ? total : undefined, sheet.total],
  ];
  return pairs.flatMap(([row, published, computed]) =>
    published === undefined || published === computed ? [] : [[row, published, computed] as const],
  );
}

describe('published self-evaluations', () => {
  it('EV-24 are all 31 there, 6 of them complete, and the table names none that is not', () => {
    expect([CASES.length, complete.length]).toEqual([31, 6]);
    const ids = CASES.map((record) => record.id);
    expect(Object.keys(DIFFERENCES).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(CASES.map((record) => [record.id, record] as const))('EV-24 %s scores as published, or the table says why not', (id, record) => {
    const explained = (DIFFERENCES[id] ?? []).map(([row, published, computed]) => [row, published, computed]);
    expect(differencesOf(record)).toEqual(explained);
  });

  it.each(CASES.map((record) => [record.id, record] as const))(
    'EV-11 %s goes through both rule sets; what is not scored has a reason',
    (_, record) => {
      for (const scale of [RS_10, RS_101]) {
        const sheet = score(formOf(record), scale);
        for (const each of sheet.indicators) {
          if (each.score === null) expect(rules(each.findings)).toContain('EV-11');
        }
        for (const each of allFindings(sheet)) expect(Object.keys(ARTICLES)).toContain(each.rule);
      }
    },
  );

  it('EV-01 SE047 is reproduced to the hundredth: 8.62 + 10 + 20 + 20 + 30 + 10 = 98.62', () => {
    const sheet = score(formOf(caseOf('SE047')), RS_10);
    expect(sheet.execution.score).toBe(8.62);
    expect(sheet.indicators.map((each) => each.score)).toEqual([10, 20, 20, 30, 10]);
    expect([sheet.total, sheet.grade]).toEqual([98.62, 'excellent']);
  });

  it.each([
    ['SE047', '86.19%', '86.18%'],
    ['SE054', '57.89%', '57.90%'],
    ['SE043', '0.958', '0.9586'],
  ])('EV-23 %s prints %s where the money says %s', (id, printed, due) => {
    const finding = score(formOf(caseOf(id)), RS_10).findings.find((each) => each.rule === 'EV-23');
    expect(finding?.says).toContain(`公布执行率${printed}，执行数÷预算数为${due}`);
  });

  it.each(['SE003', 'SE020'])('EV-20 %s leaves the execution points out of its total', (id) => {
    const { findings } = score(formOf(caseOf(id)), RS_10);
    expect(findings.find((each) => each.rule === 'EV-20')?.says).toContain('未计入预算执行率得分');
    expect(rules(findings)).toContain('EV-05');
  });

  it('EV-08 SE015 held 150 events for a target of 6: full marks and a question', () => {
    const row = score(formOf(caseOf('SE015')), RS_10).indicators[4];
    expect(row).toMatchObject({ completion: 25, score: 1 });
    expect(rules(row?.findings ?? [])).toContain('EV-08');
  });

  it('EV-03 SE001 spent money on a zero budget', () => {
    const form = formOf(caseOf('SE001'));
    const sheet = score({ ...form, execution: { ...form.execution, executed: 8_997_400_00 } }, RS_10);
    expect(sheet.findings[0]).toMatchObject({ rule: 'EV-03', level: 'error' });
  });
});

function caseOf(id: string): SelfEvaluationCase {
  const record = CASES.find((each) => each.id === id);
  if (!record) throw new Error(`No case ${id}`);
  return record;
}
