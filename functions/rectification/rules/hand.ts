import type { Policy } from '../../../shared/policy/policy.ts';
import type { Actor } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { issue, type Notice, type Setting } from './notice.ts';
import { acts, type ProjectCard, type RectificationDecision, type RectificationState, type Which } from './rectification.ts';

/** `POST /rectifications`: finance, or the department over its own tree, issues a notice itself. */
export function issueByHand(
  known: Known<RectificationState> | undefined,
  which: Which,
  actor: Actor,
  notice: Notice,
  setting: Setting & { readonly place: ProjectCard },
): RectificationDecision {
  const { place, policy } = setting;
  const finance = acts(actor, ['finance-performance'], place);
  if (!finance && !acts(actor, ['department'], place)) {
    return { outcome: 'forbidden', says: '整改通知由财政绩效科或者项目的主管部门下达' };
  }
  if (place.withdrawn) return { outcome: 'conflict', says: '项目已经撤回，不再下达整改通知' };
  const findings = [...(finance ? [] : checkSource(notice)), ...checkKinds(notice.findings, policy)];
  return findings.length > 0 ? { outcome: 'refused', findings } : issue(known, which, notice, setting);
}

/** RC-04: 财政评价的整改通知由财政部门下达; a department speaks for its own evaluations and its own monitoring. */
function checkSource({ source }: Notice): Finding[] {
  if (source !== 'financeEvaluation') return [];
  return [finding('RC-04', '/source', '财政评价的整改通知由财政绩效科下达', '财预〔2020〕10号（结果应用）')];
}

function checkKinds(findings: Notice['findings'], policy: Policy): Finding[] {
  return findings.flatMap(({ measure }, at) => (measure === undefined ? [] : unknownKind(measure, `/findings/${at}/measure`, policy)));
}

/** RC-05 整改措施: one of the kinds that this government tracks, e.g. 制度完善、管理改进、内控、降成本、责任 (宁财(绩)发〔2020〕207号 三（五）). */
export function unknownKind(kind: string, at: string, { rectification: { value, basis } }: Policy): Finding[] {
  if (value.measures.includes(kind)) return [];
  return [finding('RC-05', at, `没有“${kind}”这类整改措施，应为${value.measures.join('、')}`, basis)];
}
