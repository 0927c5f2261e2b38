/** The pilot section of a policy in Chinese. */
import { Grade, gradeName } from '../values/grade.ts';
import { type Line, line } from './lines.ts';
import type { Completion, PilotRules } from './policy.ts';
import * as words from './words.ts';

const COMPLETION: Record<Completion, string> = {
  assessmentSupported: '评估结论予以支持',
  goalsApproved: '绩效目标审核通过',
  lastReading: '报送全年最后一月的监控',
  siteCheck: '开展项目检查',
  financeEvaluated: '财政评价（再评价）报告',
  departmentEvaluated: '部门评价报告',
  selfEvaluated: '单位自评',
  resultApplied: '登记结果应用',
  submission: '报送分阶段分报告',
};
const YEARS = ['首年', '次年', '第三年'];

/** A line for each value, with its article. */
export function pilot(rules: PilotRules): Line[] {
  const roles = (all: readonly (keyof typeof words.ROLE)[]) => all.map((role) => words.ROLE[role]).join('、');
  return [
    line('试点周期', rules.window, ({ startsOn, endsOn }) => (startsOn ? `${startsOn}至${endsOn}` : '由试点方案写明')),
    line('每县项目', rules.projectsPerCounty, ({ min, max }) => `${min}至${max}个`),
    line('试点阶段', rules.stages, (stages) =>
      stages.map(({ name, completedBy, due }) => {
        const year = YEARS[due.year] ?? `第${due.year + 1}年`;
        return `${name}：${year}${due.day}前，以${COMPLETION[completedBy]}为完成`;
      }),
    ),
    line('遴选标准', rules.criteria, (criteria) => criteria.map(({ name }) => name).join('；')),
    line('阶段顺序', rules.ordered, (ordered) => (ordered ? '上一阶段完成后方可完成下一阶段' : '不分先后')),
    line('试点验收', rules.acceptedBy, roles),
    line('专报', rules.specialReportTo, (to) => `报同级${roles(to)}`),
    line('比绩效', rules.gradePoints, (points) => Grade.options.map((grade) => `${gradeName(grade)}${points[grade]}分`).join(' ')),
  ];
}
