import type { DelegationKind } from '../../../events/delegation.granted.v1.ts';
import type { NewEvent } from '../../../events/index.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor, Role } from '../../../shared/values/actor.ts';
import { daysBetween } from '../../../shared/values/calendar.ts';
import type { Decision, Known, Receipt } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';

/** One delegation as either side keeps it. `other`: short digest of the person on the other side. Both days count. */
export interface Loan {
  readonly id: string;
  readonly other: string;
  readonly from: string;
  readonly until: string;
}

/** What one person has lent and borrowed; what is over is forgotten, the events keep it. */
export interface PersonState {
  readonly granted: readonly Loan[];
  readonly received: readonly Loan[];
}

export type DelegationEvent = NewEvent<'delegation.granted.v1' | 'delegation.revoked.v1'>;
export type DelegationDecision = Decision<PersonState, DelegationEvent>;

export interface Grant {
  readonly id: string;
  readonly to: string;
  readonly organisation: string;
  readonly kinds: readonly DelegationKind[];
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

interface Setting {
  /** Short digest of who lends. */
  readonly person: string;
  readonly today: string;
  readonly policy: Policy;
}

/** Roles whose work is reviewing; a third party lends nothing (转包), and a unit has nothing to review. */
export const LENDABLE = [
  'department',
  'finance-section',
  'finance-performance',
  'investment',
  'government',
] as const satisfies readonly Role[];

/** So many at a time are plenty for somebody who is away. */
const MOST = 3;

export const NOTHING: PersonState = { granted: [], received: [] };

const overlaps = (a: Pick<Loan, 'from' | 'until'>, b: Pick<Loan, 'from' | 'until'>) => a.from <= b.until && b.from <= a.until;
const current = (loans: readonly Loan[], today: string) => loans.filter(({ until }) => until >= today);

/** DE-01, DE-02, DE-03: what can be said of the paper alone. */
export function paperFindings({ to, from, until }: Grant, { person, today, policy }: Setting): Finding[] {
  const { value, basis } = policy.review.delegation;
  const findings: Finding[] = [];
  if (to === person) findings.push(finding('DE-01', '/to', '不能委托给本人', DEFAULT));
  if (from < today) findings.push(finding('DE-02', '/from', `委托开始日${from}早于今天（${today}）`, DEFAULT));
  if (until < from) findings.push(finding('DE-02', '/until', `委托截止日${until}早于开始日${from}`, DEFAULT));
  const days = daysBetween(from, until) + 1;
  if (days > value.days) findings.push(finding('DE-03', '/until', `委托期限${days}日，超过${value.days}日`, basis));
  return findings;
}

const DEFAULT = '默认（委托代办）';

/**
 * What the delegate's side says: the loan is noted there before it is given, so that of two people who lend to one another at the same
 * moment neither succeeds. DE-05: who has lent work for those days doesn't borrow any.
 */
export function reserve(state: PersonState = NOTHING, loan: Loan, today: string): PersonState | undefined {
  if (lendsDuring(state, loan)) return undefined;
  const others = current(state.received, today).filter(({ id }) => id !== loan.id);
  return { granted: current(state.granted, today), received: [...others, loan] };
}

export function lendsDuring({ granted }: PersonState, loan: Loan): boolean {
  return granted.some((each) => overlaps(each, loan));
}

/** Takes a note back that came to nothing. */
export function release(state: PersonState | undefined, id: string): PersonState | undefined {
  return state?.received.some((each) => each.id === id)
    ? { ...state, received: state.received.filter((each) => each.id !== id) }
    : undefined;
}

/** `POST /delegations`. `reserved`: the delegate's side has the note. */
export function grant(
  known: Known<PersonState> | undefined,
  actor: Actor,
  given: Grant,
  setting: Setting & { readonly reserved: boolean },
): DelegationDecision {
  const { id, to, organisation, kinds, from, until, reason } = given;
  const { person, today, reserved } = setting;
  const roles = actor.roles.filter((role) => LENDABLE.some((each) => each === role));
  if (roles.length === 0) return { outcome: 'forbidden', says: '只有审核人可以委托代办' };
  const state = known?.state ?? NOTHING;
  const loan: Loan = { id, other: to, from, until };
  const findings = paperFindings(given, setting);
  // DE-04: what was borrowed isn't lent on, and with it no circle can close.
  const borrowed = state.received.find((each) => overlaps(each, loan));
  if (borrowed)
    findings.push(finding('DE-04', '/from', `您在${borrowed.from}至${borrowed.until}受他人委托代办，这期间不得再委托他人`, DEFAULT));
  // DE-05
  if (!reserved) findings.push(finding('DE-05', '/to', '对方在这期间已委托他人代办，不能再受托', DEFAULT));
  if (findings.length > 0) return { outcome: 'refused', findings };
  const granted = current(state.granted, today);
  if (granted.length >= MOST) return { outcome: 'conflict', says: `同时有效的委托不超过${MOST}项` };
  const data = { delegation: id, person, roles, to, toOrganisation: organisation, kinds: [...kinds], from, until, reason };
  return {
    outcome: 'accepted',
    state: { granted: [...granted, loan], received: current(state.received, today) },
    events: [{ type: 'delegation.granted.v1', data }],
    answer: { ...receipt(loan), status: 'granted' },
  };
}

/** `POST /delegations/{delegationId}/revocation` (DE-06): by who gave it, at any time; what was said under it before stays said. */
export function revoke(known: Known<PersonState> | undefined, id: string, reason: string | undefined): DelegationDecision {
  const loan = known?.state.granted.find((each) => each.id === id);
  if (!known || !loan) return { outcome: 'absent' };
  return {
    outcome: 'accepted',
    state: { ...known.state, granted: known.state.granted.filter((each) => each !== loan) },
    events: [{ type: 'delegation.revoked.v1', data: { delegation: id, ...(reason !== undefined && { reason }) } }],
    answer: { ...receipt(loan), status: 'revoked' },
  };
}

function receipt({ id, from, until }: Loan): Receipt {
  return { delegationId: id, from, until };
}
