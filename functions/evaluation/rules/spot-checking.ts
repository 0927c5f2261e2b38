import type { IndicatorDocument } from '../../../events/goals.submitted.v1.ts';
import type { DataOf } from '../../../events/index.ts';
import { type PinnedStep, pin, unpin } from '../../../shared/review/chain.ts';
import { judgeOf, onBehalfOf, personsOf, type Reviewer } from '../../../shared/review/mandate.ts';
import { isOwnWork, judgesOf } from '../../../shared/review/own-work.ts';
import { begin, dueSteps, type ReviewState, take } from '../../../shared/review/progress.ts';
import { seatFor } from '../../../shared/review/quorum.ts';
import { notAsked } from '../../../shared/review/refusal.ts';
import { type Actor, reachesAs } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { fault } from './articles.ts';
import { stepName } from './audit.ts';
import { unaudited } from './auditing.ts';
import { type Audit, authorOf, type EvaluationDecision, type EvaluationState, receipt } from './evaluation.ts';
import { framed } from './framed.ts';
import { documentOf, matching, type SelfForm, sheetOf, type Yardstick } from './self-evaluation.ts';
import { difference } from './spot-check.ts';

type Drafted = DataOf<'evaluation.check-drafted.v1'>;

interface CheckForm {
  readonly indicators: SelfForm['indicators'];
  readonly finding: string;
  /** Of the self-evaluation, when there was one; finance checks the indicators, not the ledger. */
  readonly funds: SelfForm['funds'] | undefined;
  readonly frame?: SelfForm['frame'];
  /** Whether the self-evaluation was scored by a frame: then the check is, too. */
  readonly framed?: boolean;
}

/** Who checks, in whose name, and when (Asia/Shanghai). */
export interface Checking extends Reviewer {
  readonly today: string;
}

/** The step that a check is made in, and how far it has come with it; `last`: it is decided. */
interface Turn {
  readonly step: string;
  readonly review: ReviewState;
  readonly persons: readonly string[];
  readonly last: boolean;
}

/**
 * EV-37: 业务科室初审、职能科室终审 — where two reviews are ruled, the second comes after the first and from somebody else. A reviewer of a
 * step that is through may draft anew until the next one has judged.
 */
function turnOf(actor: Actor, state: EvaluationState, at: number, { policy }: Yardstick, checking: Checking): Turn | Rejection {
  const { value: chain, basis } = policy.evaluation.checkedBy;
  const refuse = (says: string): Rejection => ({ outcome: 'refused', findings: [fault('EV-37', '', says, basis)] });
  const judge = judgeOf(actor, checking);
  const { today } = checking;
  const before = state.draft?.review ?? begin(pin(chain, policy.review.terms.value), today);
  const holds = ({ roles }: Pick<PinnedStep, 'roles'>) => reachesAs(judge, roles, state);
  const due = dueSteps(before);
  const step = due.find(({ roles, escalated, escalatesTo }) => holds({ roles: escalated ? [...roles, ...escalatesTo] : roles }));
  const steps = unpin(before.chain);
  const own = steps.findLast(holds);
  if (!step && !own) return { outcome: 'forbidden', says: '抽查复核由规定的财政科室作出' };
  const persons = personsOf(checking);
  const past = state.draft?.persons ?? [];
  if (!step) {
    const through = own && (before.agreed[steps.indexOf(own)] ?? 0) > 0;
    if (!through) return refuse('抽查复核须先由业务科室初审，再由职能科室终审');
    return { step: own.step, review: before, persons: [...new Set([...past, ...persons])], last: false };
  }
  if (due.length > 0 && past.some((each) => persons.includes(each))) return refuse('初审和终审不能由同一人作出');
  const roles = judge.roles.filter((role) => reachesAs(judge, [role], state));
  const seat = seatFor(step, { roles, persons }, before.given ?? [], []);
  if (!seat.ok) return notAsked(stepName(policy, step.step), seat);
  const taken = take(before, [step.at, seat.seat, ...persons], { documentAt: at, commissioned: [], today });
  return { step: step.step, review: taken.state, persons: [...past, ...persons], last: taken.finished };
}

function draft(
  known: Known<EvaluationState> | undefined,
  state: EvaluationState,
  form: CheckForm,
  sheet: Drafted['sheet'],
  frame: Drafted['frame'],
  apart: number | null,
  { policy }: Yardstick,
  { step, review, persons }: Turn,
  { mandate }: Checking,
): EvaluationDecision {
  const { total, grade } = sheet;
  const next: EvaluationState = { ...state, draft: { total, grade, persons, review, at: (known?.sequence ?? 0) + 1 } };
  const data: Drafted = {
    fiscalYear: state.fiscalYear,
    finding: form.finding,
    sheet,
    indicators: [...form.indicators],
    ...(frame ? { frame } : {}),
    difference: apart,
    policy: { id: policy.id, version: policy.version },
    step,
    ...(mandate && { onBehalfOf: onBehalfOf(mandate) }),
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'evaluation.check-drafted.v1', data }],
    answer: receipt(next, { draft: true, total, grade, difference: apart }),
  };
}

/** Nobody is asked about the unit's own any more: of an audit that nobody began no chain is kept. */
function ended(audit: Audit): Audit {
  const { review: _, ...rest } = audit;
  return audit.done === undefined ? rest : audit;
}

/** Nobody checks what they or their own unit wrote. */
function isOwn(state: EvaluationState, actor: Actor, checking: Checking): boolean {
  const judges = judgesOf(actor, checking).map((each) => ({ ...each, person: each.person.slice(0, 12) }));
  const { person, organisation } = authorOf(state);
  return isOwnWork(judges, { person, organisations: [organisation, state.unitCode], division: state.division });
}

/**
 * `POST …/spot-checks` 抽查复核 (市中政办字〔2019〕36号 第十六条): finance's own actuals for the same indicators, the difference to the
 * self-evaluation, and whether it goes to a bulletin. A unit that never evaluated itself is checked against the issued budget and its last reading.
 */
export function spotCheck(
  known: Known<EvaluationState> | undefined,
  blank: EvaluationState,
  actor: Actor,
  form: CheckForm,
  yardstick: Yardstick,
  checking: Checking,
): EvaluationDecision {
  const state = known?.state ?? blank;
  if (state.archive) return { outcome: 'conflict', says: '绩效档案已归档，不能再抽查' };
  if (state.check) return { outcome: 'conflict', says: '已抽查复核，结果不能覆盖' };
  if (isOwn(state, actor, checking)) return { outcome: 'forbidden', says: '不能复核本人或者本单位的自评，也不能代为复核' };
  const waiting = unaudited(state, yardstick.policy);
  if (waiting) return waiting;
  const goals: readonly IndicatorDocument[] | undefined = yardstick.goals?.data.goals.indicators;
  if (!goals) return { outcome: 'refused', findings: [fault('EV-40', '', '绩效目标尚未审核批复，没有可以对照的指标')] };
  const unmatched = matching(form, goals);
  if (unmatched.length > 0) return { outcome: 'refused', findings: unmatched };
  const funds = form.funds ?? { initial: yardstick.budget ?? 0, adjusted: yardstick.budget ?? 0, executed: yardstick.paid ?? 0 };
  const whole = framed(
    sheetOf({ funds, overall: '', indicators: form.indicators }, goals, yardstick),
    yardstick.framing,
    form.frame,
    yardstick.policy,
  );
  const unequal = form.framed && !whole.framed ? [fault('EV-45', '/frame', '自评按共性指标体系计分，抽查复核也须填报该体系的数据')] : [];
  if (whole.refusals.length + unequal.length > 0) return { outcome: 'refused', findings: [...whole.refusals, ...unequal] };
  const { sheet } = whole;
  const compared = difference(state.self, sheet, yardstick.policy.evaluation);
  const turn = turnOf(actor, state, (known?.sequence ?? 0) + 1, yardstick, checking);
  if ('outcome' in turn) return turn;
  if (!turn.last) {
    const record = whole.framed ? whole.record : undefined;
    return draft(known, state, form, documentOf(sheet), record, compared.difference, yardstick, turn, checking);
  }
  const { mandate } = checking;
  // The draft stays in its event; the state stays small.
  const { draft: _, audit, ...rest } = state;
  const next: EvaluationState = {
    ...rest,
    ...(audit && { audit: ended(audit) }),
    check: { total: sheet.total, grade: sheet.grade, bulletin: compared.bulletin, causes: compared.causes, at: (known?.sequence ?? 0) + 1 },
  };
  return {
    outcome: 'accepted',
    state: next,
    events: [
      {
        type: 'evaluation.spot-checked.v1',
        data: {
          fiscalYear: state.fiscalYear,
          finding: form.finding,
          sheet: documentOf(sheet),
          indicators: [...form.indicators],
          funds,
          ...(whole.framed ? { frame: whole.record } : {}),
          ...(yardstick.goals ? { goals: { event: yardstick.goals.id, hash: yardstick.goals.hash } } : {}),
          ruleSet: yardstick.ruleSet.id,
          policy: { id: yardstick.policy.id, version: yardstick.policy.version },
          difference: compared.difference,
          selfGrade: state.self?.grade ?? null,
          checkGrade: sheet.grade,
          bulletin: compared.bulletin,
          findings: [...compared.findings],
          step: turn.step,
          ...(mandate && { onBehalfOf: onBehalfOf(mandate) }),
        },
      },
    ],
    answer: receipt(next, {
      total: sheet.total,
      grade: sheet.grade,
      difference: compared.difference,
      gradeDifference: compared.gradeDifference,
      bulletin: compared.bulletin,
      why: compared.findings
        .map(({ says }) => says)
        .join('；')
        .slice(0, 160),
    }),
  };
}
