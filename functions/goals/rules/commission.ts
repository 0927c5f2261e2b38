import type { Policy } from '../../../shared/policy/policy.ts';
import { openSteps } from '../../../shared/review/progress.ts';
import { type Actor, has, reachesAs } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { fault } from './articles.ts';
import { type Commission, type GoalsDecision, type GoalsState, type Matter, type Project, receipt, WITHDRAWN } from './goals.ts';

/** More third parties than any joint review has. */
const MOST = 3;

/**
 * `POST …/commissions`: 第三方（包括专家和第三方机构）协助联审 (宁夏 三（二）). Finance, the client, opens this project's goals to one
 * third party until a day; the same one again moves the day.
 */
export function commission(
  known: Known<GoalsState>,
  actor: Actor,
  given: Commission,
  setting: Matter & { readonly policy: Policy; readonly today: string },
): GoalsDecision {
  const { state } = known;
  const { filing } = state;
  const { project, fiscalYear, policy, today } = setting;
  if (!has(actor, 'finance-performance') || !reachesAs(actor, ['finance-performance'], project)) {
    return { outcome: 'forbidden', says: '第三方由财政绩效科委托' };
  }
  if (project.withdrawn) return WITHDRAWN;
  if (filing?.status !== 'inReview') return { outcome: 'conflict', says: '绩效目标不在审核中，不能委托第三方联审' };
  const others = (state.commissions ?? []).filter(({ until }) => until >= today);
  const same = others.find(({ organisation, division }) => organisation === given.organisation && division === given.division);
  const answer = (after: GoalsState) => ({ ...receipt(after, setting), organisation: given.organisation, until: given.until });
  if (same?.until === given.until) return { outcome: 'unchanged', answer: answer(state) };
  const joint = openSteps(filing.review).find(({ roles }) => roles.includes('third-party'))?.step;
  const findings = [...independence(given, actor, project), ...scope(given, joint, policy, today)];
  if (!joint || findings.length > 0) return { outcome: 'refused', findings };
  if (!same && others.length >= MOST) return { outcome: 'conflict', says: `已委托${MOST}家第三方，不能再委托` };
  const commissioned: GoalsState = { ...state, commissions: [...others.filter((each) => each !== same), given] };
  const { organisation, division, until } = given;
  return {
    outcome: 'accepted',
    state: commissioned,
    events: [
      {
        type: 'goals.commissioned.v1',
        data: {
          fiscalYear,
          goalsVersion: filing.version,
          step: joint,
          organisation,
          ...(division && { division }),
          until,
        },
      },
    ],
    answer: answer(commissioned),
  };
}

/** GO-41: 第三方 is independent of the client and of those who are reviewed (财监〔2021〕4号). */
function independence({ organisation }: Commission, actor: Actor, project: Project): Finding[] {
  const who = new Map([
    [actor.organisation, '委托方'],
    [project.departmentCode, '主管部门'],
    [project.unitCode, '申报单位'],
  ]).get(organisation);
  return who ? [fault('GO-41', '/organisation', `${organisation}是${who}自身，不能作为独立的第三方`)] : [];
}

/** GO-42. */
function scope({ until }: Commission, joint: string | undefined, policy: Policy, today: string): Finding[] {
  const findings: Finding[] = [];
  if (joint === undefined) {
    findings.push(fault('GO-42', '', '尚未办理的审核步骤中没有由第三方参与的，不需要委托', policy.goals.chain.basis));
  }
  if (until < today) findings.push(fault('GO-42', '/until', `委托期限${until}早于今天（${today}）`));
  return findings;
}
