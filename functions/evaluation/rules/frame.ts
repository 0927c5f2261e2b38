import type { Frame, FrameRow, Ratio } from '../../../shared/policy/frames.ts';
import type { Ruled } from '../../../shared/policy/policy.ts';
import { type Exact, exact, fixed } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Grade, type GradeBands, gradeOf } from '../../../shared/values/grade.ts';
import { percent, toRate } from '../../../shared/values/rate.ts';
import { toScore } from '../../../shared/values/score.ts';
import { fault, note } from './articles.ts';
import { sumOf } from './score.ts';

/** Figures by the keys that the frame names, each in one unit per pair; a judged row takes the share granted, 0..1. */
export type FrameInputs = Readonly<Record<string, number>>;

export interface ScoredRow extends Pick<FrameRow, 'key' | 'level1' | 'level2' | 'name' | 'marks'> {
  readonly formula: string;
  /** Of a ratio row the ratio, which may be negative; of a judged row the share granted. `null`: not known. */
  readonly rate: number | null;
  /** 0..marks, two places. `null`: can't be scored, and a finding says why. */
  readonly score: number | null;
  readonly findings: readonly Finding[];
}

export interface FrameSheet {
  readonly rows: readonly ScoredRow[];
  /** The sum of the scores there are. */
  readonly total: number;
  readonly grade: Grade;
  readonly findings: readonly Finding[];
}

const ONE = exact(1);
const ZERO = exact(0);

/**
 * 部门整体、街道、政策评价: every row of the frame from its inputs, exactly, rounded once. What can't be computed — no input, a zero
 * divisor — is left out of the total with a finding; nothing is taken for full.
 */
export function scoreFrame(frame: Frame, known: ReadonlySet<string>, inputs: FrameInputs, grades: Ruled<GradeBands>, at = ''): FrameSheet {
  const rows = frame.rows.value.map((row) => scoreRow(row, inputs, at, frame.rows.basis));
  const total = sumOf(rows.map(({ score }) => score));
  const open = rows.filter(({ score }) => score === null);
  const findings = Object.keys(inputs)
    .filter((key) => !known.has(key))
    .map((key) => fault('EV-19', `${at}/inputs/${pointer(key)}`, `“${key}”不是${frame.name}所需的数据`, frame.rows.basis));
  if (open.length > 0) {
    const marks = fixed(exact(sumOf(open.map((row) => row.marks))), 2);
    findings.push(note('EV-13', at, `${open.length}项指标未计分，涉及分值${marks}分；总分${fixed(exact(total), 2)}分只是已计分部分之和`));
  }
  return { rows, total, grade: gradeOf(total, grades.value), findings };
}

function scoreRow(row: FrameRow, inputs: FrameInputs, at: string, basis: string): ScoredRow {
  const { key, level1, level2, name, marks } = row;
  const { rate, share, findings } = row.ratio ? ofRatio(row, row.ratio, inputs, at, basis) : ofJudgement(row, inputs, at, basis);
  return {
    key,
    level1,
    level2,
    name,
    marks,
    formula: row.formula ?? '按评分标准评定',
    rate: rate === undefined ? null : toRate(rate),
    score: share === undefined ? null : toScore(share.mul(exact(marks))),
    findings,
  };
}

interface Mark {
  readonly rate?: Exact;
  readonly share?: Exact;
  readonly findings: readonly Finding[];
}

/** EV-16…EV-18: a figure that is missing, a divisor of zero, a part that exceeds its whole. */
function ofRatio(row: FrameRow, { plus, minus, over, full, zero, part }: Ratio, inputs: FrameInputs, at: string, basis: string): Mark {
  const missing = [plus, ...(minus === undefined ? [] : [minus]), over].filter((key) => inputOf(inputs, key) === undefined);
  if (missing.length > 0) return { findings: missing.map((key) => absent(row, key, at, basis)) };
  const figure = (key: string) => exact(inputOf(inputs, key) ?? 0);
  const divisor = figure(over);
  const dividend = minus === undefined ? figure(plus) : figure(plus).sub(figure(minus));
  if (divisor.equals(0)) {
    return { findings: [note('EV-17', `${at}/inputs/${over}`, `${row.name}＝${row.formula}：除数为零，无从计算，未计分`)] };
  }
  const rate = dividend.div(divisor);
  const share = shareOf(rate, full, zero);
  const findings: Finding[] = [];
  if (part && rate.gt(1)) {
    findings.push(fault('EV-18', `${at}/inputs/${plus}`, `${row.name}为${percent(rate)}，超过100%，请核对；按不超过分值计分`, basis));
  } else if (share.lt(1)) {
    const points = fixed(share.mul(exact(row.marks)), 2);
    const line = `${percent(full)}记满分，${percent(zero)}不得分`;
    findings.push(
      note('EV-16', `${at}/inputs/${plus}`, `${row.name}${percent(rate)}，${line}，计${points}分（分值${row.marks}分）`, basis),
    );
  }
  return { rate, share, findings };
}

function ofJudgement(row: FrameRow, inputs: FrameInputs, at: string, basis: string): Mark {
  const given = inputOf(inputs, row.key);
  if (given === undefined) return { findings: [absent(row, row.key, at, basis)] };
  const share = exact(given);
  if (share.lt(0) || share.gt(1)) {
    return {
      findings: [fault('EV-18', `${at}/inputs/${row.key}`, `${row.name}按评定比例计分，应在0至1之间，所填为${given}，未计分`, basis)],
    };
  }
  return { rate: share, share, findings: [] };
}

function absent(row: FrameRow, key: string, at: string, basis: string): Finding {
  return fault('EV-16', `${at}/inputs`, `${row.name}缺少数据“${key}”，未计分`, basis);
}

/** Straight from nothing at `zero` to everything at `full`, whichever is the larger. */
export function shareOf(rate: Exact, full: number, zero: number): Exact {
  const share = rate.sub(exact(zero)).div(exact(full).sub(exact(zero)));
  if (share.lt(0)) return ZERO;
  return share.gt(1) ? ONE : share;
}

/** Only what was given under that very key: an input may be called `constructor`. */
function inputOf(inputs: FrameInputs, key: string): number | undefined {
  return Object.hasOwn(inputs, key) ? inputs[key] : undefined;
}

function pointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
