import type { PilotSubReport } from '../../../events/pilot.reported.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { gradeName } from '../../../shared/values/grade.ts';
import { yuanText } from '../../../shared/values/money.ts';
import { percent } from '../../../shared/values/rate.ts';
import type { PilotProject } from './county.ts';
import type { YearFacts } from './facts.ts';
import type { Programme } from './programme.ts';
import { heardStages, inWindow, resultOf, type Trail } from './progress.ts';
import { isLate, type StageReport } from './submission.ts';

/** What a county submitted for the stages of one project, by stage. */
export type Submissions = ReadonlyMap<string, StageReport>;

/** A stage of a project without its report, and why. */
export interface Lack {
  readonly stage: string;
  readonly name: string;
  readonly says: string;
}

/**
 * 分阶段绩效管理分报告: what the county submitted; for a stage that the loop's own events completed, what these say. PI-18: a stage that
 * has neither is a lack.
 */
export function subReports(
  project: PilotProject,
  submissions: Submissions,
  trail: Trail,
  { programme, policy }: { readonly programme: Programme; readonly policy: Policy },
): { readonly reports: readonly PilotSubReport[]; readonly lacks: readonly Lack[] } {
  const reports: PilotSubReport[] = [];
  const lacks: Lack[] = [];
  for (const { stage, name, dueOn } of programme.stages) {
    const submitted = project.submitted.find((each) => each.stage === stage);
    const heard = project.heard.find((each) => each.stage === stage);
    const report = submissions.get(stage);
    const on = submitted?.on ?? heard?.on;
    if (on === undefined) lacks.push({ stage, name, says: '尚未完成' });
    else if (report === undefined && !heard) lacks.push({ stage, name, says: '已完成，未报送分阶段分报告' });
    else {
      const year = heardStages(trail, programme, policy).find((each) => each.stage === stage)?.year;
      const says = heard && year !== undefined ? saysOf(stage, year, trail, programme, policy) : [];
      const late = isLate(on, dueOn);
      const source = report === undefined ? ('generated' as const) : ('submitted' as const);
      const part = { stage, name, completedOn: on, dueOn, late, source, basis: articleOf(stage, policy) };
      reports.push({ ...part, says: [dayOf(on, dueOn, late), ...says], ...(report === undefined ? {} : { report }) });
    }
  }
  return { reports, lacks };
}

function dayOf(on: string, dueOn: string, late: boolean): string {
  return `${on}完成，时限${dueOn}${late ? '，逾期完成' : '，按期完成'}`;
}

function articleOf(stage: string, { pilot }: Policy): string {
  return pilot.stages.value.find((each) => each.stage === stage)?.article ?? pilot.stages.basis;
}

const VERDICT = { support: '予以支持', partial: '部分支持', revise: '修改完善', reject: '不予支持' } as const;

/** What the year's events say of the stage, in sentences. */
function saysOf(stage: string, year: number, { years }: Trail, programme: Programme, policy: Policy): readonly string[] {
  const facts = inWindow(years, programme).find(([each]) => each === year)?.[1];
  const by = policy.pilot.stages.value.find((each) => each.stage === stage)?.completedBy;
  if (!facts || !by) return [];
  switch (by) {
    case 'assessmentSupported':
      return assessed(year, facts);
    case 'goalsApproved':
      return agreed(year, facts);
    case 'lastReading':
    case 'siteCheck':
      return watched(year, facts);
    case 'financeEvaluated':
    case 'departmentEvaluated':
    case 'selfEvaluated':
      return evaluated(year, facts);
    case 'resultApplied':
      return applied(year, facts);
    case 'submission':
      return [];
  }
}

function assessed(year: number, { assessment }: YearFacts): string[] {
  if (!assessment) return [];
  const { verdict, asked, kept } = assessment;
  return [`${year}年度事前绩效评估结论：${VERDICT[verdict]}；申请${yuanText(asked)}，支持${yuanText(kept)}，节约${yuanText(asked - kept)}`];
}

function agreed(year: number, { goals, budget }: YearFacts): string[] {
  const issued = budget ? `，批复预算${yuanText(budget.amount)}` : '';
  return goals ? [`${year}年度绩效目标第${goals.version}版审核通过${issued}`] : [];
}

function watched(year: number, { reading, alert, check, notices = {} }: YearFacts): string[] {
  const lights = { green: '绿灯', yellow: '黄灯', red: '红灯' } as const;
  const open = Object.values(notices).filter((closed) => !closed).length;
  return [
    ...(reading
      ? [
          `${year}年度监控至${Number(reading.month)}月，累计支付${yuanText(reading.paid)}${
            reading.rate === undefined ? '' : `，执行率${percent(reading.rate)}`
          }`,
        ]
      : []),
    ...(alert ? [alert.light === 'green' ? '预警已经解除' : `预警${lights[alert.light]}尚未解除`] : ['全年没有预警']),
    ...(check ? [`开展项目检查（${check.on}）`] : []),
    ...(open > 0 ? [`尚有${open}项整改未销号`] : []),
  ];
}

function evaluated(year: number, facts: YearFacts): string[] {
  const result = resultOf(facts);
  const { self, spot } = facts;
  return [
    ...(result ? [`${year}年度评价得分${result.total}分，等级为${gradeName(result.grade)}`] : []),
    ...(self && self !== result ? [`单位自评${self.total}分，等级为${gradeName(self.grade)}`] : []),
    ...(spot ? [`抽查复核等级为${gradeName(spot.grade)}`] : []),
  ];
}

const USE: ReadonlyMap<string, string> = new Map([
  ['priority', '优先保障'],
  ['keep', '据实安排'],
  ['improve', '督促改进'],
  ['reduce', '削减'],
  ['reduceOrCancel', '削减或取消'],
  ['account', '问责'],
]);

function applied(year: number, { applied: result }: YearFacts): string[] {
  return result ? [`${year}年度评价结果应用：${USE.get(result.use) ?? result.use}`] : [];
}
