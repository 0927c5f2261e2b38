/** A notice of 市中区 about a project's year, and the people around it. Each test spoils one thing. */
import type { ConfirmationSetting } from '../../../functions/rectification/rules/confirmation.ts';
import type { Notice } from '../../../functions/rectification/rules/notice.ts';
import type {
  ProjectCard,
  RectificationDecision,
  RectificationState,
  Which,
} from '../../../functions/rectification/rules/rectification.ts';
import type { ReplyForm, ReplySetting } from '../../../functions/rectification/rules/reply.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import type { Actor, Role } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';

export const POLICY = policyFor('370103', 2025);
export const WHICH: Which = { projectCode: '370103-001', fiscalYear: 2025, reference: 'F' };
export const ID = '370103-001.2025.F';

export const CARD: ProjectCard = {
  projectCode: '370103-001',
  name: '道路改造',
  division: '370103',
  departmentCode: '219',
  unitCode: '219001',
  secret: false,
  withdrawn: false,
};

export const actor = (organisation: string, ...roles: Role[]): Actor => ({
  sub: `p-${organisation}`,
  name: '王五',
  division: '370103',
  organisation,
  roles,
});
export const UNIT = actor('219001', 'unit');
export const DEPARTMENT = actor('219', 'department');
export const FINANCE = actor('118', 'finance-performance');

export const EVIDENCE = `370103-${'a'.repeat(64)}`;

/** Of Thursday 5 June 2025; thirty days later is a Saturday, so it is due on Monday 7 July. */
export const ISSUED: RectificationState = {
  place: { division: '370103', departmentCode: '219', unitCode: '219001', name: '道路改造' },
  source: 'financeEvaluation',
  status: 'issued',
  issuedOn: '2025-06-05',
  dueOn: '2025-07-07',
  measures: ['管理改进'],
  steps: [],
};

export const NOTICE: Notice = {
  source: 'financeEvaluation',
  findings: [{ says: '项目台账不全', basis: '财预〔2020〕10号', measure: '管理改进' }],
  requirement: '完善台账，逐周调度',
};

export const REPLIED: RectificationState = {
  place: ISSUED.place,
  source: 'financeEvaluation',
  status: 'replied',
  issuedOn: '2025-06-05',
  measures: ['管理改进'],
  steps: [],
  reply: { at: 2, person: 'u', division: '370103', organisation: '219001' },
};

export const FORM: ReplyForm = {
  measures: [{ kind: '管理改进', says: '台账已补齐，逐周调度' }],
  evidence: [EVIDENCE],
  completedOn: '2025-06-20',
};

export const REPLYING: ReplySetting = {
  card: CARD,
  today: '2025-06-25',
  policy: POLICY,
  person: 'u',
  inspected: new Map([[EVIDENCE, 'sound']]),
};
export const CONFIRMING: ConfirmationSetting = { card: CARD, today: '2025-06-30', policy: POLICY, person: 'f' };

export function known(state: RectificationState, sequence = 1): Known<RectificationState> {
  return { state, version: sequence, sequence, head: 'sha256:0' };
}

export function stateOf(decision: RectificationDecision): RectificationState {
  if (decision.outcome !== 'accepted') throw new Error(`it is ${decision.outcome}`);
  return decision.state;
}

/** What a refusal says: rule and place. Any other outcome answers its name. */
export function said(decision: RectificationDecision): unknown {
  return decision.outcome === 'refused' ? decision.findings.map(({ rule, at }) => [rule, at]) : decision.outcome;
}

export function withEscalation(policy: Policy, escalation: Policy['rectification']['value']['escalation']): Policy {
  const { rectification } = policy;
  return { ...policy, rectification: { ...rectification, value: { ...rectification.value, escalation } } };
}
