import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { finding } from '../../../shared/values/finding.ts';
import { inputsOf } from './inputs.ts';
import type { Factor, LinkageInputs } from './linkage.ts';
import { type ProjectDecision, type ProjectState, shut, statusOf } from './state.ts';

/**
 * PJ-29: 及时清退执行到期、绩效低下的政策和项目 (区委〔2020〕8号 二（四）4); 建立健全退出机制 (宁夏 三（五）二是). So many years in a row that were 中 or
 * worse, or so many that were 差 and whose notices aren't confirmed as mended: nothing more is arranged, unless the government consents.
 */
export function exitFactor({ results = [] }: LinkageInputs, { linkage: { exit } }: Policy): Factor | null {
  const { fairYears, poorYears } = exit.value;
  const row = weakRow(results);
  const poor = results.filter(({ grade, repaired }) => grade === 'poor' && !repaired);
  const reasons = [
    ...(row.length >= fairYears ? [`${row.join('、')}年度连续${row.length}年为“中”以下`] : []),
    ...(poor.length >= poorYears ? [`${poor.map(({ year }) => year).join('、')}年度为“差”且未整改到位`] : []),
  ];
  if (reasons.length === 0) return null;
  return { name: '应退出', amount: 0, says: `${reasons.join('；')}，应退出，不再安排`, basis: exit.basis };
}

/** The newest results as far as they lie year by year and are 中 or worse; oldest first. Results come newest first. */
function weakRow(results: NonNullable<LinkageInputs['results']>): readonly number[] {
  const row: number[] = [];
  for (const { year, grade } of results) {
    const [newest] = row;
    if ((grade !== 'fair' && grade !== 'poor') || (newest !== undefined && year !== newest - 1)) break;
    row.unshift(year);
  }
  return row;
}

/** The budget year that the results so far speak about: the one after the newest of them. */
export function yearAfterResults(state: ProjectState): number | undefined {
  const years = Object.entries(state.years).flatMap(([year, { result }]) => (result ? [Number(year)] : []));
  return years.length === 0 ? undefined : Math.max(...years) + 1;
}

/**
 * `POST …/exit`: 退出. By the rule of the government's document once it fires; before that only by a decision of the government, whose
 * number stays with it (PJ-39).
 */
export function exitProject(
  known: Known<ProjectState> | undefined,
  actor: Actor,
  { reason, approvalNo, now }: { readonly reason: string; readonly approvalNo?: string; readonly now: number },
  policy: Policy,
): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  if (!has(actor, 'finance-performance', 'government')) return { outcome: 'forbidden', says: '项目退出由财政部门决定' };
  const closed = shut(state);
  if (closed) return closed;
  const year = yearAfterResults(state) ?? now;
  const due = exitFactor(inputsOf(state, year, policy), policy);
  if (!due && approvalNo === undefined) {
    const says = '评价结果未达到退出条件，须有本级政府决定的文号';
    return { outcome: 'refused', findings: [finding('PJ-39', '/approvalNo', says, policy.linkage.exit.basis)] };
  }
  const exited: ProjectState = { ...state, closed: 'exited' };
  const data = {
    fiscalYear: year,
    reason,
    ...(due ? { grounds: { says: due.says, basis: due.basis } } : {}),
    ...(approvalNo === undefined ? {} : { approvalNo }),
    policy: { id: policy.id, version: policy.version },
  };
  const answer = { projectCode: state.projectCode, status: statusOf(exited), fiscalYear: year };
  return { outcome: 'accepted', state: exited, events: [{ type: 'project.exited.v1', data }], answer };
}
