import type { DataOf } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuan, yuanText } from '../../../shared/values/money.ts';
import { unknownKind } from './hand.ts';
import {
  acts,
  idOf,
  type ProjectCard,
  type RectificationDecision,
  type RectificationState,
  receipt,
  type Which,
  withoutDue,
} from './rectification.ts';

/** 整改情况 as sent; amount in 分. */
export type ReplyForm = Pick<DataOf<'rectification.replied.v1'>, 'measures' | 'evidence' | 'completedOn' | 'amount'>;

/** What the vault says of a file. */
export type Soundness = 'sound' | 'missing' | 'different';

export interface ReplySetting {
  readonly card: ProjectCard;
  readonly today: string;
  readonly policy: Policy;
  /** Short digest of who replies. */
  readonly person: string;
  readonly inspected: ReadonlyMap<string, Soundness>;
}

/**
 * `POST …/replies`. RC-16: after a sanction the way back stays open: a late reply is taken, marked as late, and the sanction stays on record.
 */
export function reply(
  known: Known<RectificationState> | undefined,
  which: Which,
  actor: Actor,
  form: ReplyForm,
  setting: ReplySetting,
): RectificationDecision {
  if (!known) return { outcome: 'absent' };
  const { state, sequence } = known;
  const { card, policy, today, person, inspected } = setting;
  // RC-11: who has to mend it replies, nobody else for them.
  if (!acts(actor, ['unit', 'department'], card)) return { outcome: 'forbidden', says: '整改情况由项目单位或者其主管部门报送' };
  if (state.status === 'confirmed') return { outcome: 'conflict', says: '整改已经确认销号，不再报送' };
  if (state.status === 'replied') return { outcome: 'conflict', says: '整改情况已经报送，等待财政部门确认' };
  const findings = [
    ...checkMeasures(form, state, policy),
    ...checkDate(form.completedOn, state, today),
    ...checkAmount(form.amount, state, policy),
    ...checkEvidence(form.evidence, inspected),
  ];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const { amount } = form;
  const late = state.steps.length > 0 || (state.dueOn !== undefined && state.dueOn < today);
  const { division, organisation } = actor;
  const next: RectificationState = {
    ...withoutDue(state),
    status: 'replied',
    reply: { at: sequence + 1, person, division, organisation, ...(amount === undefined ? {} : { amount }) },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'rectification.replied.v1', data: { fiscalYear: which.fiscalYear, rectificationId: idOf(which), ...form, late } }],
    answer: { ...receipt(next, which), late, ...(amount === undefined ? {} : { amount: yuan(amount) }) },
  };
}

/** RC-05, RC-07: every measure is of a kind that this government tracks, and each kind that the notice asks for is answered (逐项整改). */
function checkMeasures({ measures }: ReplyForm, state: RectificationState, policy: Policy): Finding[] {
  const unknown = measures.flatMap(({ kind }, at) => unknownKind(kind, `/measures/${at}/kind`, policy));
  const missing = state.measures.filter((asked) => !measures.some(({ kind }) => kind === asked));
  const { basis } = policy.rectification;
  return [...unknown, ...missing.map((asked) => finding('RC-07', '/measures', `通知要求“${asked}”，没有这类整改措施`, basis))];
}

const DATES = '整改情况应在整改完成后报送（默认）';

/** RC-08: mended after the notice and before the reply: a promise is no reply. */
function checkDate(completedOn: string, { issuedOn }: RectificationState, today: string): Finding[] {
  if (completedOn > today) return [finding('RC-08', '/completedOn', `完成日期${completedOn}晚于今日${today}`, DATES)];
  if (completedOn >= issuedOn) return [];
  return [finding('RC-08', '/completedOn', `完成日期${completedOn}早于整改通知日期${issuedOn}`, DATES)];
}

/** RC-10 反馈金额: where money has to come back the reply says how much did; never more than was asked for. */
function checkAmount(amount: number | undefined, { amount: asked }: RectificationState, { rectification: { basis } }: Policy): Finding[] {
  if (asked === undefined) return [];
  if (amount === undefined) return [finding('RC-10', '/amount', `通知要求收回${yuanText(asked)}，须填写已退回金额`, basis)];
  if (amount <= asked) return [];
  return [finding('RC-10', '/amount', `退回${yuanText(amount)}超过通知要求收回的${yuanText(asked)}`, basis)];
}

const EVIDENCE = '预算绩效档案应真实、完整（默认）';

/** RC-09: 佐证材料 is there, and is what was registered. */
function checkEvidence(evidence: readonly string[], inspected: ReadonlyMap<string, Soundness>): Finding[] {
  return evidence.flatMap((id, at) => {
    const soundness = inspected.get(id) ?? 'missing';
    if (soundness === 'missing') return [finding('RC-09', `/evidence/${at}`, '附件不存在，或者尚未上传', EVIDENCE)];
    return soundness === 'different' ? [finding('RC-09', `/evidence/${at}`, '附件内容与登记的摘要不符，请重新登记并上传', EVIDENCE)] : [];
  });
}

/** Whether an attachment is the actor's or the project's own government's; only such a one is looked for, any other counts as missing. */
export function isOurs(attachmentId: string, actor: Actor, { division }: ProjectCard): boolean {
  return [actor.division, division].some((ours) => attachmentId.startsWith(`${ours}-`));
}
