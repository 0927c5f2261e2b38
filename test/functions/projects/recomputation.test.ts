import { describe, expect, it } from 'vitest';
import type { Event } from '../../../events/index.ts';
import { approveBudget } from '../../../functions/projects/rules/budget.ts';
import { recomputed } from '../../../functions/projects/rules/recomputation.ts';
import type { YearFacts } from '../../../functions/projects/rules/state.ts';
import { recomputation } from '../../../shared/values/recomputation.ts';
import { sample } from '../../events/samples.ts';
import { amended } from '../amended.ts';
import { FINANCE, known, POLICY, STATE, TODAY, YEAR } from './perfect.ts';

const LAST: YearFacts = {
  budget: { amount: 800_000_000, goalsVersion: 1 },
  result: { grade: 'fair', total: 70, by: 'finance', at: 3 },
  notices: { N: { status: 'owed', at: 2, reducedIn: YEAR - 1 } },
};
const department = { grade: 'good', from: 'evaluation#WHOLE-219#2022/1' } as const;

/** The budget as it was issued with everything that a sheet can follow from. */
function issued(change: Partial<Event<'budget.issued.v1'>['data']> = {}): Event<'budget.issued.v1'> {
  const state = { ...STATE, years: { ...STATE.years, [YEAR - 1]: LAST } };
  const decision = approveBudget(known(state), FINANCE, { year: YEAR, amount: 560_000_000, on: TODAY, department }, POLICY);
  const [event] = decision.outcome === 'accepted' ? decision.events : [];
  if (event?.type !== 'budget.issued.v1') throw new Error(decision.outcome);
  return { ...sample('budget.issued.v1'), ...event, data: { ...event.data, ...change } };
}

describe('重算', () => {
  it('SZ-14 gives every factor and the ceiling as they were recorded, each with its rule and article', () => {
    const report = recomputation(
      issued().data.policy,
      recomputed(issued(), () => POLICY),
    );
    expect(report.same).toBe(true);
    expect(report.items.map(({ name, rule, recomputed: again }) => [name, rule, again])).toEqual([
      ['事前评估审定的资金需求', 'PJ-18', '10000000.00'],
      ['预算绩效目标', 'PJ-18', '9750000.00'],
      ['上年预算执行绩效', 'PJ-30', '7200000.00'],
      ['部门整体绩效评价结果', 'PJ-28', '12500000.00'],
      ['逾期未整改核减', 'PJ-23', '5600000.00'],
      ['预算上限', 'PJ-18', '5600000.00'],
    ]);
    expect(report.items.every(({ basis, formula }) => basis !== '' && formula !== '')).toBe(true);
  });

  it('names the event that each input comes from', () => {
    const [first] = recomputed(issued(), () => POLICY);
    const code = STATE.projectCode;
    expect(first?.inputs.flatMap(({ from }) => from ?? [])).toEqual([
      `assessment#${code}#${YEAR}/3`,
      `goals#${code}#${YEAR}/4`,
      `evaluation#${code}#${YEAR - 1}/3`,
      department.from,
      `evaluation#${code}#${YEAR - 1}/3`,
    ]);
  });

  it('shows a ceiling or a factor that doesn’t follow', () => {
    const other = (change: Parameters<typeof issued>[0]) =>
      recomputation(
        POLICY,
        recomputed(issued(change), () => POLICY),
      );
    expect(other({ ceiling: 560_000_001 }).items.filter(({ same }) => !same)).toMatchObject([
      { name: '预算上限', recorded: '5600000.01', recomputed: '5600000.00' },
    ]);
    expect(other({ factors: issued().data.factors.slice(1) }).items.filter(({ same }) => !same)).toMatchObject([
      { name: '事前评估审定的资金需求', recorded: null, recomputed: '10000000.00' },
    ]);
  });

  it('comes out byte for byte after the cuts were amended, by the rules that the event names', () => {
    const cuts = { value: { excellent: 0, good: 0.1, fair: 0.5, poor: 1 }, basis: '修订' };
    const { now, recall } = amended('370103', YEAR, { linkage: { cuts } });
    expect(now.version).not.toBe(POLICY.version);
    const report = recomputation(issued().data.policy, recomputed(issued(), recall));
    expect(report).toMatchObject({ same: true, policy: { version: POLICY.version } });
    expect(report.items).toEqual(
      recomputation(
        POLICY,
        recomputed(issued(), () => POLICY),
      ).items,
    );
    expect(new Set(report.items.map(({ by }) => `${by?.version} ${by?.named}`))).toEqual(new Set([`${POLICY.version} ${POLICY.version}`]));
    const forgotten = recomputation(
      POLICY,
      recomputed(issued(), () => now),
    );
    expect(forgotten.same).toBe(false);
    expect(forgotten.items[0]?.by).toEqual({ version: now.version, named: POLICY.version });
  });

  it('has nothing to compare where nothing was said that the sheet followed from', () => {
    expect(recomputed(issued({ inputs: undefined }), () => POLICY)).toEqual([]);
  });
});
