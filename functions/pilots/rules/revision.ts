import type { PilotProgramme } from '../../../events/pilot.launched.v1.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import type { CountyState } from './county.ts';

const BASIS = '默认（已有县区参加的试点，只作不影响其已办事项的调整）';

/** PI-04: counties have chosen their projects and completed stages by the programme as it was; a change leaves all of that valid. */
export function checkRevision(was: string, division: string, next: PilotProgramme, counties: readonly CountyState[]): Finding[] {
  const says = (at: string, text: string) => finding('PI-04', at, text, BASIS);
  const { min, max } = next.projectsPerCounty;
  const projects = counties.flatMap((county) => county.projects);
  const done = projects.flatMap(({ submitted, heard }) => [...submitted, ...heard]);
  const missing = [...new Set(done.map(({ stage }) => stage))].filter((stage) => !next.stages.some((each) => each.stage === stage));
  const outside = projects.flatMap(({ submitted }) => submitted).filter(({ on }) => on < next.startsOn || on > next.endsOn);
  const sizes = counties.filter(({ projects: { length } }) => length < min || length > max);
  return [
    ...(was === division ? [] : [says('/division', `试点由${was}组织，不能改为${division}`)]),
    ...(sizes.length === 0 ? [] : [says('/projectsPerCounty', `已有${sizes.length}个县区的项目数不在${min}至${max}个之内`)]),
    ...missing.map((stage) => says('/stages', `阶段“${stage}”已有项目完成，不能取消`)),
    ...(outside.length === 0 ? [] : [says('/endsOn', `已有${outside.length}个阶段的完成日期不在${next.startsOn}至${next.endsOn}之内`)]),
  ];
}
