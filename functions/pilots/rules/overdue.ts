import type { Known } from '../../../shared/values/decision.ts';
import { type CountyDecision, type CountyState, doneOn, type PilotProject, type Which } from './county.ts';
import type { Programme } from './programme.ts';

/** PI-16 试点周期: the last day itself still counts. A secret project is followed by nobody. */
export function overdueStages(project: PilotProject, { stages }: Pick<Programme, 'stages'>, today: string) {
  if (project.secret) return [];
  return stages.filter(({ stage, dueOn }) => dueOn < today && doneOn(project, stage) === undefined);
}

/** So many events at once are sure to be one transaction; the next night goes on. */
const MOST = 50;

/** PI-16: each night says of every stage that is past its last day that it is, once. */
export function flagOverdue(known: Known<CountyState> | undefined, which: Which, today: string, programme: Programme): CountyDecision {
  if (!known) return { outcome: 'unchanged', answer: {} };
  const { state } = known;
  const late = state.projects
    .flatMap((project) =>
      overdueStages(project, programme, today)
        .filter(({ stage }) => !project.flagged?.includes(stage))
        .map(({ stage, dueOn }) => ({ projectCode: project.code, stage, dueOn })),
    )
    .slice(0, MOST);
  const [first, ...others] = late.map((each) => ({
    type: 'pilot.stage-overdue.v1' as const,
    data: { programme: which.programme, county: which.division, ...each, on: today },
  }));
  if (!first) return { outcome: 'unchanged', answer: {} };
  const projects = state.projects.map((project) => {
    const mine = late.filter(({ projectCode }) => projectCode === project.code).map(({ stage }) => stage);
    return mine.length === 0 ? project : { ...project, flagged: [...(project.flagged ?? []), ...mine] };
  });
  return { outcome: 'accepted', state: { ...state, projects }, events: [first, ...others], answer: { flagged: late.length } };
}
