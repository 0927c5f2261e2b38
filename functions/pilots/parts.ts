import type { Actor } from '../../shared/values/actor.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { Following } from './following.ts';
import type { Ports } from './ports.ts';
import { type CountyState, countyKey, figuresOf, type PilotProject, type Which } from './rules/county.ts';
import type { Programme } from './rules/programme.ts';
import type { Part } from './rules/report.ts';
import { subReports } from './rules/sub-report.ts';
import type { StageReport } from './rules/submission.ts';

export type Parts = ReturnType<typeof openParts>;

/** What reports are made of, and what is shown of a county: its projects with their sub-reports. */
export function openParts({ counties }: Pick<Ports, 'counties'>, { policyOf, trailOf }: Following) {
  /** Whoever sits under the county doesn't see its part in the programme, nor does its neighbour. */
  const mayRead = (actor: Actor, division: string) => liesUnder(division, actor.division);

  const submissionsOf = async (which: Which, { submitted }: PilotProject): Promise<ReadonlyMap<string, StageReport>> => {
    const found = new Map<string, StageReport>();
    for (const { stage, at, report } of submitted) {
      const event = report ? await counties.event(countyKey(which), at, 'pilot.stage-completed.v1') : undefined;
      if (event?.data.report !== undefined) found.set(stage, event.data.report);
    }
    return found;
  };

  /** The county's projects with their sub-reports, and what each lacks; of a secret one nothing. */
  const partsOf = async (which: Which, state: CountyState, programme: Programme): Promise<readonly Part[]> => {
    const enrolled = await counties.event(countyKey(which), state.enrolledAt, 'pilot.enrolled.v1');
    const setting = { programme, policy: policyOf(programme) };
    const parts: Part[] = [];
    for (const project of state.projects.filter(({ secret }) => !secret)) {
      const { code, name } = project;
      const trail = await trailOf(code, which.division, programme);
      const { reports, lacks } = subReports(project, await submissionsOf(which, project), trail, setting);
      const chosen = enrolled?.data.projects.find(({ projectCode }) => projectCode === code)?.criteria ?? [];
      const criteria = chosen.map((key) => programme.criteria.find(({ criterion }) => criterion === key)?.name ?? key);
      const { requested, supported, savings, total, grade } = figuresOf(project);
      const figures = JSON.parse(JSON.stringify({ requested, supported, savings, total, grade }));
      parts.push({ projectCode: code, ...(name === undefined ? {} : { name }), criteria, figures, subReports: [...reports], lacks });
    }
    return parts;
  };

  return { mayRead, partsOf };
}
