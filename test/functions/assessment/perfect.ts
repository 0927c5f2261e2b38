import type { AssessmentDecision, AssessmentState, Ground, ProjectCard } from '../../../functions/assessment/rules/assessment.ts';
import { attachmentsOf, type Report } from '../../../functions/assessment/rules/report.ts';
import { suited } from '../../../functions/assessment/rules/sheet.ts';
import { type Submission, submit } from '../../../functions/assessment/rules/submission.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor, Role } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';

/** 市中区, where the national dimensions and verdicts hold. */
export const DIVISION = '370103';
export const YEAR = 2024;

/** A new project of unit 219001, 9,750,000 元; everything about it is in order. */
export const CARD: ProjectCard = {
  projectCode: '37010324T000000000001',
  name: '城区老旧供水管网改造',
  division: DIVISION,
  departmentCode: '219',
  departmentName: '区城乡水务局',
  unitCode: '219001',
  unitName: '区供水服务中心',
  subject: 'project',
  origin: 'new',
  budgetBook: 'general',
  investment: false,
  startsOn: '2024-01-01',
  endsOn: '2024-12-31',
  requestedAmount: 975_000_000,
  major: true,
  secret: false,
  tags: [],
  responsible: { id: 'p1', name: '王工', post: '主任' },
  withdrawn: false,
};

const person = (sub: string, name: string, organisation: string, ...roles: Role[]): Actor => ({
  sub,
  name,
  division: DIVISION,
  organisation,
  roles,
});
export const UNIT = person('u1', '王工', '219001', 'unit');
export const DEPARTMENT = person('d1', '李科长', '219', 'department');
export const FINANCE = person('f1', '赵科长', '财政局', 'finance-performance');
export const SECTION = person('f2', '孙科员', '财政局', 'finance-section');
export const INVESTMENT = person('i1', '周科长', '发改局', 'investment');
export const AGENCY = person('t1', '吴专家', 'A001', 'third-party');

const file = (seed: string) => `${DIVISION}-${seed.repeat(64).slice(0, 64)}`;
const argued = (argument: string) => ({ argument, evidence: [] });

export const REPORT: Report = {
  organiser: 'department',
  requestedAmount: 975_000_000,
  dimensions: {
    necessity: { argument: '管网使用超过三十年，年均爆管四十次', score: 18, evidence: [file('a')] },
    economy: argued('比选三种管材，单价低于定额标准'),
    goalSoundness: argued('更换管网二十六公里，漏损率降至百分之九'),
    feasibility: argued('初步设计已经批复，施工图完成'),
    fundingCompliance: argued('资金来源为一般公共预算，无隐性债务'),
  },
  materials: suited(policyFor(DIVISION, YEAR), 'project')
    .assessment.materials.value.filter(({ kind }) => kind !== 'other')
    .map(({ kind, name }, at) => ({ kind, title: name, attachmentId: file(`${at}b`) })),
  consultations: [],
};

export const FULL = { necessity: 20, economy: 20, goalSoundness: 20, feasibility: 20, fundingCompliance: 20 };
/** 85 points. */
export const GOOD = { necessity: 18, economy: 16, goalSoundness: 17, feasibility: 17, fundingCompliance: 17 };

export const GROUND: Ground = { card: CARD, today: '2023-09-15', policy: suited(policyFor(DIVISION, YEAR), 'project') };
/** 兴庆区 under the Ningxia plan, where 财力可承受能力 must be argued and can veto. */
export const NINGXIA: Ground = { ...GROUND, policy: suited(policyFor('640104', YEAR), 'project') };
/** 滨江区, where government investment is the investment department's to assess, after asking finance and the trade. */
export const BINJIANG: Ground = { ...GROUND, card: { ...CARD, investment: true }, policy: suited(policyFor('330108', YEAR), 'project') };

export function submission(report: Report = REPORT, change: Partial<Submission> = {}): Submission {
  const inspected = new Map(attachmentsOf(report).map(([, id]) => [id, 'sound'] as const));
  return { fiscalYear: YEAR, report, digest: `sha256:${JSON.stringify(report).length}`, inspected, person: UNIT.sub, ...change };
}

/** What the ledger would make of it: the state after an accepted decision. */
export function known(decision: AssessmentDecision, before?: Known<AssessmentState>): Known<AssessmentState> {
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  const sequence = (before?.sequence ?? 0) + decision.events.length;
  return { state: decision.state, version: (before?.version ?? 0) + 1, sequence, head: `sha256:${sequence}` };
}

/** The perfect report, submitted by its unit. */
export const SUBMITTED = known(submit(undefined, UNIT, submission(), GROUND));

/** Rule, pointer and level of what a decision refuses for, or of what it warns of. */
export function findingsOf(decision: AssessmentDecision): readonly Finding[] {
  if (decision.outcome === 'refused') return decision.findings;
  const event = decision.outcome === 'accepted' ? decision.events[0] : undefined;
  return event?.type === 'assessment.submitted.v1' ? event.data.findings : [];
}

export const errors = (decision: AssessmentDecision) =>
  findingsOf(decision)
    .filter(({ level }) => level !== 'warning')
    .map(({ rule, at }) => `${rule} ${at}`);
