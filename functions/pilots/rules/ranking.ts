import type { Policy } from '../../../shared/policy/policy.ts';
import { type Exact, exact } from '../../../shared/values/exact.ts';
import { toRate } from '../../../shared/values/rate.ts';
import { toScore } from '../../../shared/values/score.ts';
import type { CountyView } from './board.ts';

/** One county compared with the others: shares of its stages, the mean of its grades. */
export interface Standing {
  readonly rank: number;
  readonly division: string;
  readonly name: string;
  readonly inTime: number;
  readonly completed: number;
  readonly grade: number | null;
  readonly overdue: number;
}

export interface Ranking {
  readonly explains: string;
  readonly basis: string;
  /** Counties compared. */
  readonly of: number;
  readonly items: readonly Standing[];
}

/**
 * PI-22 形成“讲绩效、重绩效、比绩效”的良好氛围: by the share of stages done in time, then by the share done at all, then by the grades; who is
 * alike in all of it shares a rank.
 */
export function rankingOf(counties: readonly CountyView[], policy: Policy): Ranking {
  const { value: points, basis } = policy.pilot.gradePoints;
  const measured = counties.map((county) => ({ county, ...measures(county, points) })).toSorted((one, other) => compare(other, one));
  const items = measured.map(({ county, inTime, completed, grade }) => {
    const ahead = measured.filter((other) => compare(other, { county, inTime, completed, grade }) > 0).length;
    return {
      rank: ahead + 1,
      division: county.division,
      name: county.name,
      inTime: toRate(inTime),
      completed: toRate(completed),
      grade: grade === undefined ? null : toScore(grade),
      overdue: county.overdue.length,
    };
  });
  const marks = `优${points.excellent}、良${points.good}、中${points.fair}、差${points.poor}`;
  const explains = `先比按期完成率（按期完成的阶段÷全部阶段），再比完成率，再比评价等级均分（${marks}）；都相同的名次并列`;
  return { explains, basis, of: counties.length, items };
}

interface Measured {
  readonly county: CountyView;
  readonly inTime: Exact;
  readonly completed: Exact;
  readonly grade: Exact | undefined;
}

function measures({ projects }: CountyView, points: Policy['pilot']['gradePoints']['value']) {
  const cells = projects.flatMap(({ stages }) => stages);
  const share = (count: number) => (cells.length > 0 ? exact(count).div(cells.length) : exact(0));
  const grades = projects.flatMap(({ grade }) => (grade ? [points[grade]] : []));
  return {
    inTime: share(cells.filter(({ status, late }) => status === 'completed' && !late).length),
    completed: share(cells.filter(({ status }) => status === 'completed').length),
    grade: grades.length > 0 ? exact(grades.reduce((sum, each) => sum + each, 0)).div(grades.length) : undefined,
  };
}

function compare(one: Measured, other: Measured): number {
  const none = exact(0);
  return one.inTime.compare(other.inTime) || one.completed.compare(other.completed) || (one.grade ?? none).compare(other.grade ?? none);
}
