import { type Actor, has, type Role, sees } from '../../../shared/values/actor.ts';
import type { Known, Rejection } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import {
  type AssessmentDecision,
  type AssessmentState,
  acts,
  type Commission,
  closedProject,
  type Ground,
  isCommissioned,
  isSame,
  judgesOwn,
  placed,
  unlessOpen,
} from './assessment.ts';
import { checkScores, type Scores, scoreOf, totalOf, withOpinion } from './scores.ts';
import { checkLeaves } from './sheet.ts';

type KnownAssessment = Known<AssessmentState> | undefined;

const FINANCE: readonly Role[] = ['finance-section', 'finance-performance'];
/** More reviewers than any panel has; the state stays small. */
const MOST_OPINIONS = 30;
const MOST_COMMISSIONS = 5;

/** A finding as a reviewer writes it down; without `rule` and `basis` it is the reviewer's own (AS-12). */
export interface Remark {
  readonly at: string;
  readonly says: string;
  readonly rule?: string;
  readonly level?: Finding['level'];
  readonly basis?: string;
}

/** `POST …/return`: 退回. The report is to be mended and submitted again. */
export function sendBack(
  known: KnownAssessment,
  actor: Actor,
  { reason, remarks }: { readonly reason: string; readonly remarks: readonly Remark[] },
  { card }: Ground,
): AssessmentDecision {
  const state = known && placed(known.state, card);
  if (!state || !sees(actor, card)) return { outcome: 'absent' };
  if (!acts(actor, FINANCE, card)) return { outcome: 'forbidden', says: '评估报告由财政部门退回' };
  const rejected = closedProject(card) ?? unlessOpen(state, '退回');
  if (rejected) return rejected;
  const findings = remarks.map(({ rule = 'AS-12', at, says, basis = '财政部门审核意见', level }) => finding(rule, at, says, basis, level));
  return {
    outcome: 'accepted',
    state: { ...state, status: 'returned' },
    events: [{ type: 'assessment.returned.v1', data: { fiscalYear: state.fiscalYear, reason, findings } }],
    answer: receipt(state, 'returned'),
  };
}

/**
 * `POST …/commissions`: 必要时可以组织第三方机构独立开展绩效评估. Another commission to the same organisation takes the place of the one
 * before, so an earlier `until` ends it.
 */
export function commission(known: KnownAssessment, actor: Actor, asked: Commission, { card, today }: Ground): AssessmentDecision {
  const state = known && placed(known.state, card);
  if (!state || !sees(actor, card)) return { outcome: 'absent' };
  if (!acts(actor, ['finance-performance'], card)) return { outcome: 'forbidden', says: '第三方由财政绩效科委托' };
  const rejected = closedProject(card) ?? unlessOpen(state, '委托第三方');
  if (rejected) return rejected;
  const findings = checkCommission(asked, state, today);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const others = state.commissions.filter((each) => !isSame(each, asked) && today <= each.until);
  if (others.length >= MOST_COMMISSIONS) return { outcome: 'conflict', says: `同时受委托的第三方不超过${MOST_COMMISSIONS}家` };
  const { division, organisation, from, until } = asked;
  return {
    outcome: 'accepted',
    state: { ...state, commissions: [...others, { division, organisation, from, until }] },
    events: [{ type: 'assessment.commissioned.v1', data: { fiscalYear: state.fiscalYear, organisation, division, from, until } }],
    answer: { ...receipt(state), organisation, from, until },
  };
}

const INDEPENDENCE = '财预〔2021〕6号（委托方与被评价对象相分离）';

/** AS-10, AS-11: the third party is none of those that the report is about, and the commission has days to run. */
function checkCommission({ division, organisation, from, until }: Commission, state: AssessmentState, today: string): Finding[] {
  const findings: Finding[] = [];
  const authors = [
    { division: state.division, organisation: state.unitCode },
    { division: state.division, organisation: state.departmentCode },
    state.submittedBy,
  ];
  if (authors.some((author) => isSame(author, { division, organisation }))) {
    findings.push(finding('AS-10', '/organisation', '受委托的第三方不能是项目单位、主管部门或者报送单位', INDEPENDENCE));
  }
  if (until < from) findings.push(finding('AS-11', '/until', `委托截止日${until}早于开始日${from}`, '委托期限须前后一致'));
  else if (until < today && !state.commissions.some((each) => isSame(each, { division, organisation }))) {
    findings.push(finding('AS-11', '/until', `委托截止日${until}已过`, '委托期限须前后一致'));
  }
  return findings;
}

export interface Opinion {
  readonly scores: Scores;
  /** Points by leaf of the score sheet, beside the dimensions. */
  readonly leaves?: Scores | undefined;
  readonly opinion: string;
  /** Short digest of the person who gives it. */
  readonly person: string;
}

/** `POST …/opinions`: one reviewer's scores and words, from finance or from a commissioned third party. */
export function opine(
  known: KnownAssessment,
  actor: Actor,
  { scores, leaves, opinion, person }: Opinion,
  ground: Ground,
): AssessmentDecision {
  const { card, policy, today } = ground;
  const state = known && placed(known.state, card);
  if (!state || state.secret) return { outcome: 'absent' };
  const reviewers = policy.assessment.opinionBy.value;
  const isThirdParty = reviewers.includes('third-party') && isCommissioned(state, actor, today);
  if (!isThirdParty && !sees(actor, card)) return { outcome: 'absent' };
  if (!isThirdParty && !acts(actor, reviewers, card)) {
    return {
      outcome: 'forbidden',
      says: has(actor, 'third-party') ? '没有有效的委托，不能提出意见' : '评估意见由财政部门或者受委托的第三方提出',
    };
  }
  const rejected = judgesOwn(state, actor) ?? closedProject(card) ?? unlessOpen(state, '提出意见') ?? unlessFirst(state, person);
  if (rejected) return rejected;
  const findings = [...checkScores(scores, policy), ...checkLeaves(leaves, scores, policy)];
  if (findings.length > 0) return { outcome: 'refused', findings };
  const total = totalOf(scores, policy.assessment);
  const opinions = withOpinion(state.opinions, person, scores, policy.assessment);
  return {
    outcome: 'accepted',
    state: { ...state, opinions },
    events: [{ type: 'assessment.opined.v1', data: { fiscalYear: state.fiscalYear, scores, ...(leaves && { leaves }), opinion, total } }],
    answer: { ...receipt(state), total, ...(isThirdParty ? {} : { score: scoreOf(opinions) }) },
  };
}

/** AS-15: one opinion a person on one report; what was said isn't unsaid. A new report may be judged anew. */
function unlessFirst({ opinions }: AssessmentState, person: string): Rejection | undefined {
  if (opinions.by.includes(person)) return { outcome: 'conflict', says: '您对这份评估报告已提出过意见；重新报送后可再次提出' };
  if (opinions.by.length >= MOST_OPINIONS) return { outcome: 'conflict', says: `一份评估报告最多收${MOST_OPINIONS}份意见` };
  return undefined;
}

function receipt({ projectCode, fiscalYear, status }: AssessmentState, now = status) {
  return { projectCode, fiscalYear, status: now };
}
