import { type Actor, reachesAs, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import {
  type AssessmentDecision,
  type AssessmentState,
  type Commission,
  closedProject,
  type Ground,
  isSame,
  placed,
  receipt,
  unlessOpen,
} from './assessment.ts';

const MOST_COMMISSIONS = 5;

/**
 * `POST …/commissions`: 必要时可以组织第三方机构独立开展绩效评估. Another commission to the same organisation takes the place of the one
 * before, so an earlier `until` ends it.
 */
export function commission(
  known: Known<AssessmentState> | undefined,
  actor: Actor,
  asked: Commission,
  { card, today }: Ground,
): AssessmentDecision {
  const state = known && placed(known.state, card);
  if (!state || !sees(actor, card)) return { outcome: 'absent' };
  if (!reachesAs(actor, ['finance-performance'], card)) return { outcome: 'forbidden', says: '第三方由财政绩效科委托' };
  const rejected = closedProject(card) ?? unlessOpen(state, '委托第三方');
  if (rejected) return rejected;
  const findings = checkCommission(asked, state, today);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const others = (state.commissions ?? []).filter((each) => !isSame(each, asked) && today <= each.until);
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
  else if (until < today && !(state.commissions ?? []).some((each) => isSame(each, { division, organisation }))) {
    findings.push(finding('AS-11', '/until', `委托截止日${until}已过`, '委托期限须前后一致'));
  }
  return findings;
}
