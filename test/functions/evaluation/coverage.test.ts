import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Coverage, openCoverage } from '../../../functions/evaluation/coverage.ts';
import { openOwing, openPlans, openPopulation, openSamples } from '../../../functions/evaluation/roster.ts';
import type { EvaluationState } from '../../../functions/evaluation/rules/evaluation.ts';
import { bulletinLister, type EvaluationTable, openEvaluations } from '../../../functions/evaluation/store.ts';
import { type Cards, openCards } from '../../../shared/io/cards.ts';
import type { Circumstances } from '../../../shared/values/decision.ts';
import { type Engine, startEngine, TABLE } from '../../shared/io/engine.ts';
import { budgetHeard, projectHeard, reportHeard } from './heard.ts';
import { BLANK, FINANCE, UNIT } from './perfect.ts';

let engine: Engine;
let evaluations: EvaluationTable;
let cards: Cards;
let coverage: Coverage;

beforeAll(async () => {
  engine = await startEngine();
  const opened = { client: engine.client, name: TABLE, vault: engine.vault };
  evaluations = openEvaluations(opened);
  cards = openCards({ client: engine.client, tableName: TABLE });
  coverage = openCoverage({
    evaluations,
    samples: openSamples(opened),
    plans: openPlans(opened),
    population: openPopulation(evaluations),
    owing: openOwing(opened),
    cards,
  });
});
afterAll(() => engine.stop());

const at = (time: string, key = 'draw'): Circumstances => ({
  actor: FINANCE,
  time,
  correlation: 'portal-7',
  request: { key, digest: key },
});
/** A project with a budget for 2025, as heard; self-evaluated where a total is given. */
async function budgeted(projectCode: string, self?: { readonly total: number; readonly rate?: number }, year = 2025): Promise<void> {
  const event = projectHeard(projectCode);
  await cards.hear(event);
  await coverage.hearPlanned(event);
  await coverage.owe(budgetHeard(projectCode, year));
  if (!self) return;
  const state: EvaluationState = {
    ...BLANK,
    projectCode,
    fiscalYear: year,
    self: { grade: self.total < 60 ? 'poor' : 'good', at: 1, rate: 0.9, amount: 100, ...self },
  };
  await evaluations.absorb(`evaluation#${projectCode}#${year}`, () => state);
}

describe('a sample', () => {
  beforeAll(async () => {
    await budgeted('S-1', { total: 99 });
    await budgeted('S-2', { total: 85 });
    await budgeted('S-3', { total: 85, rate: 0.3 });
    await budgeted('S-3', { total: 40 }, 2024);
    await budgeted('S-4');
    await budgeted('S-5');
    await cards.hear(projectHeard('S-5', { secret: true }, 2));
  });
  const form = { division: '370103', fiscalYear: 2025, seed: '20260506', size: 2 };

  it('SZ-31 is drawn from who filed, names who owes, and is drawn again the same', async () => {
    const first = await coverage.drawSample(form, at('2026-05-06T02:00:00.000Z', 'first'));
    expect(first).toMatchObject({ outcome: 'accepted', answer: { sampleId: '370103.2025.1', picked: 2, population: 3, missing: 1 } });
    const again = await coverage.drawSample(form, at('2026-05-07T02:00:00.000Z', 'second'));
    const [one, two] = await Promise.all(['370103.2025.1', '370103.2025.2'].map((id) => coverage.viewSample(id, FINANCE)));
    expect(again).toMatchObject({ answer: { sampleId: '370103.2025.2' } });
    expect(two?.data.picks).toEqual(one?.data.picks);
    expect(one?.data.picks[0]).toMatchObject({ projectCode: 'S-3', by: 'risk', points: 7, signs: ['rate', 'lastPoor'] });
    expect(one?.data.missing).toEqual([{ projectCode: 'S-4', name: '道路改造', departmentCode: '219', unitCode: '219001' }]);
    expect(await coverage.viewSample('370103.2025.1', { ...FINANCE, division: '370102' })).toBeUndefined();
    expect(await coverage.drawSample({ ...form, division: '370102' }, at('2026-05-07T02:00:00.000Z'))).toEqual({ outcome: 'absent' });
  });

  it('JH-24 the one who owes stands in the bulletins, once, and keeps what it files later', async () => {
    const event = await coverage.viewSample('370103.2025.1', FINANCE);
    if (!event) throw new Error('no sample');
    for (let time = 0; time < 2; time += 1) await coverage.markMissing(event);
    const list = (actor = FINANCE) => bulletinLister(evaluations)(actor, '370103', { fiscalYear: 2025, limit: 100 });
    expect(await list()).toMatchObject({
      items: [
        {
          projectCode: 'S-4',
          bulletin: ['missing'],
          reasons: [{ cause: 'missing', says: '未按要求开展自评', basis: '市中政办字〔2019〕36号 第十六条' }],
          status: 'open',
        },
      ],
    });
    expect(await list({ ...UNIT, organisation: '301001' })).toMatchObject({ items: [] });
    expect((await evaluations.read('evaluation#S-4#2025'))?.state.missing).toBe('370103.2025.1');
  });

  it('SZ-31 without a seed the request is one, and it is kept', async () => {
    const { seed: _, ...rest } = form;
    const drawn = await coverage.drawSample(rest, at('2026-05-08T02:00:00.000Z', 'third'));
    expect(drawn).toMatchObject({ answer: { seed: expect.stringMatching(/^[0-9a-f]{16}$/) } });
  });
});

describe('the population', () => {
  it('JH-26 has what units and departments evaluated, but not what finance checked or evaluated itself', async () => {
    const good = { total: 85, grade: 'good', at: 1 } as const;
    const states: Readonly<Record<string, Partial<EvaluationState>>> = {
      'Q-1': { self: good },
      'Q-2': { self: good, department: good },
      'Q-3': { self: good, check: { ...good, bulletin: false } },
      'Q-4': { self: good, department: good, finance: good },
      'Q-5': { department: good },
    };
    for (const [projectCode, state] of Object.entries(states)) {
      await evaluations.absorb(`evaluation#${projectCode}#2030`, () => ({ ...BLANK, projectCode, fiscalYear: 2030, ...state }));
    }
    const { candidates, filed } = await openPopulation(evaluations)('370103', 2030);
    expect(candidates.map(({ projectCode }) => projectCode).toSorted()).toEqual(['Q-1', 'Q-2', 'Q-5']);
    expect([...filed].toSorted()).toEqual(['Q-1', 'Q-2', 'Q-3', 'Q-4']);
  });
});

describe('the plan', () => {
  it('JH-25, DL-11 knows every key project and when it was evaluated last, and counts what this year takes', async () => {
    await coverage.hearReport(reportHeard('S-1', 'finance', 2025));
    const seen = await coverage.viewPlan('370103', 2026, undefined, FINANCE);
    expect(seen.items.map(({ projectCode }) => projectCode).toSorted()).toEqual(['S-1', 'S-2', 'S-3', 'S-4', 'S-5']);
    expect(seen.items.find(({ projectCode }) => projectCode === 'S-1')).toMatchObject({ lastEvaluated: 2025 });
    const now = seen.items.filter(({ plannedYear }) => plannedYear === 2026).length;
    expect(seen.selected).toEqual({ projects: now, departments: 1 });
    expect(seen.years.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    await coverage.hearPlanned(projectHeard('S-5', { secret: true }, 2));
    expect((await coverage.viewPlan('370103', 2026, '219', FINANCE)).items).toHaveLength(4);
    expect((await coverage.viewPlan('370103', 2026, '220', FINANCE)).items).toEqual([]);
    expect((await coverage.viewPlan('370103', 2026, undefined, { ...UNIT, organisation: '220', roles: ['department'] })).items).toEqual([]);
  });
});
