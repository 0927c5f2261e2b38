import type { DataOf } from '../../../events/index.ts';
import type { Frame } from '../../../shared/policy/frames.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { fault, note } from './articles.ts';
import type { ScoreSheet } from './form.ts';
import { type FrameInputs, scoreFrame } from './frame.ts';

/** The frame that the policy names for the subject, and the inputs it asks for. */
export interface Framing {
  readonly frame: Frame;
  readonly known: ReadonlySet<string>;
}

/** What the event keeps beside the sheet: whose frame, of which figures, and what the goals' own sheet came to. */
export type FrameRecord = NonNullable<DataOf<'evaluation.self-evaluated.v1'>['frame']>;

export type Framed =
  | { readonly framed: true; readonly sheet: ScoreSheet; readonly record: FrameRecord; readonly refusals: readonly Finding[] }
  | { readonly framed: false; readonly sheet: ScoreSheet; readonly refusals: readonly Finding[]; readonly notes: readonly Finding[] };

/**
 * The sheet that counts. 部门整体支出、街道财政运行、政策按共性指标体系评价: where the frame's figures are given it is the frame's, and the sheet
 * against the goals stands beside it; else the goals' own. EV-45: a project has no frame, and what has one should send its figures.
 */
export function framed(
  goals: ScoreSheet,
  framing: Framing | undefined,
  given: { readonly inputs: FrameInputs } | undefined,
  policy: Policy,
): Framed {
  if (!framing) {
    const refusals = given ? [fault('EV-45', '/frame', '部门整体、街道、政策才按共性指标体系评价，项目按绩效目标自评')] : [];
    return { framed: false, sheet: goals, refusals, notes: [] };
  }
  const { frame, known } = framing;
  if (!given) {
    const notes = [note('EV-45', '/frame', `未填报《${frame.name}》的数据，只按绩效目标计分`, frame.rows.basis)];
    return { framed: false, sheet: goals, refusals: [], notes };
  }
  const scored = scoreFrame(frame, known, given.inputs, policy.grades, '/frame');
  const sheet: ScoreSheet = {
    execution: { rate: goals.execution.rate, score: null },
    indicators: scored.rows.map(({ key, rate, score, findings }) => ({ id: key, completion: rate, score, findings })),
    total: scored.total,
    grade: scored.grade,
    findings: scored.findings,
  };
  const { execution, indicators, total, grade } = goals;
  const record: FrameRecord = {
    id: frame.id,
    inputs: { ...given.inputs },
    goals: { execution, indicators: indicators.map(({ id, completion, score }) => ({ id, completion, score })), total, grade },
  };
  return { framed: true, sheet, record, refusals: scored.findings.filter(({ rule }) => rule === 'EV-19') };
}
