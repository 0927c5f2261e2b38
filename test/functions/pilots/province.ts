/** All of 宁夏 in the middle of its programme: some in time, some late, some overdue, one with a secret project. */
import { type CountyRow, countsOf, countyView, efficiencyOf } from '../../../functions/pilots/rules/board.ts';
import type { PilotProject } from '../../../functions/pilots/rules/county.ts';
import { coverageOf } from '../../../functions/pilots/rules/coverage.ts';
import { rankingOf } from '../../../functions/pilots/rules/ranking.ts';
import type { Board } from '../../../functions/pilots/view.ts';
import { divisionName, divisionsUnder } from '../../../shared/values/division-register.ts';
import { HEARD, POLICY, PROGRAMME } from './perfect.ts';

const DIVISIONS = divisionsUnder('640000');
const LATE: Readonly<Record<string, string>> = { goals: '2023-04-18', evaluation: '2024-06-05' };

function projectOf(division: string, county: number, at: number): PilotProject {
  // Each county as far as its number says, the second project a stage behind in every third.
  const reached = Math.max(0, (county % 6) - (at === 1 && county % 4 === 0 ? 1 : 0));
  const heard = HEARD.slice(0, reached).map((each) => (county % 5 === 2 ? { ...each, on: LATE[each.stage] ?? each.on } : each));
  const grades = ['excellent', 'good', 'fair', 'poor'] as const;
  const assessed = reached > 0 ? { requested: 600_000_000, supported: 600_000_000 - county * 1_234_500 } : {};
  const graded = reached > 3 ? { total: 91.75, grade: grades[county % 4] ?? 'good' } : {};
  return { code: `${division}-P${at + 1}`, name: `职业技能培训项目${at + 1}`, submitted: [], heard, figures: { ...assessed, ...graded } };
}

export const ROWS: readonly CountyRow[] = DIVISIONS.map((division, county) => ({
  division,
  status: county % 6 === 5 ? 'accepted' : 'enrolled',
  support: county % 2 === 0 ? 'thirdParty' : 'own',
  projects: Array.from({ length: county % 2 === 0 ? 2 : 1 }, (_, at) => projectOf(division, county, at)),
}));

export const named = (division: string) => ({ division, name: divisionName(division) ?? division });

export function boardOf(rows: readonly CountyRow[] = ROWS, today = '2024-06-10'): Board {
  const { policy, ...document } = PROGRAMME;
  const counties = rows.map((row) => countyView({ ...row, ...named(row.division) }, PROGRAMME, today));
  return {
    ...document,
    asOf: today,
    counties,
    counts: countsOf(counties),
    overdue: counties.flatMap(({ overdue }) => overdue),
    efficiency: efficiencyOf(rows, POLICY.pilot.criteria.basis),
    ranking: rankingOf(counties, POLICY),
    coverage: coverageOf(
      divisionsUnder('640000').map(named),
      rows.map(({ division }) => division),
      POLICY,
    ),
    policy,
  };
}
