import type { NewEvent } from '../../../events/index.ts';
import type { Actor, Place } from '../../../shared/values/actor.ts';
import type { Decision, Known, Receipt } from '../../../shared/values/decision.ts';
import { finding } from '../../../shared/values/finding.ts';
import { FORMS } from './articles.ts';

export type FormName = 'goals' | 'monitoring' | 'selfEvaluation' | 'departmentEvaluation' | 'readings';

/** One workbook that an organisation brought. Its rows lie in the vault; `manifest` says where. */
export interface ImportState {
  readonly division: string;
  readonly organisation: string;
  readonly form: FormName;
  readonly fiscalYear: number;
  readonly name: string;
  /** Of the workbook's bytes. */
  readonly digest: string;
  /** Vault key of the list of chunks. */
  readonly manifest: string;
  readonly rows: number;
  readonly ready: number;
  readonly refused: number;
  /** Milliseconds since 1970; a preview that nobody confirms is forgotten. */
  readonly receivedAt: number;
  /** In whose name the rows are filed. */
  readonly confirmed?: { readonly actor: Actor; readonly at: string };
  readonly answered?: Answered;
}

/** What came back so far. `chunks` is a bit for each chunk, in hex. */
export interface Answered {
  readonly chunks: string;
  readonly recorded: number;
  readonly unchanged: number;
  readonly refused: number;
}

export type ImportEvent = NewEvent<'import.confirmed.v1'>;

/** Whose import it is: seen by the organisation, its department, and finance. */
export function placeOf({ division, organisation }: Pick<ImportState, 'division' | 'organisation'>): Place {
  return { division, departmentCode: organisation, unitCode: organisation };
}

/** IM-16, IM-17: 谁申请资金，谁编制目标: who brought the workbook stands by it, and something in it must be ready. */
export function confirm(
  known: Known<ImportState> | undefined,
  importId: string,
  actor: Actor,
  { time, chunks }: { readonly time: string; readonly chunks: number },
): Decision<ImportState, ImportEvent> {
  const state = known?.state;
  if (!state) return { outcome: 'absent' };
  // IM-17: the rows are filed in the name of whoever confirms them.
  if (actor.organisation !== state.organisation || actor.division !== state.division)
    return { outcome: 'forbidden', says: `这份表格由${state.organisation}上传，只能由该单位确认` };
  if (state.confirmed) return { outcome: 'unchanged', answer: receipt(importId, state) };
  if (state.ready === 0) {
    const says = `${state.rows}行中没有一行可以导入，请按标出的单元格改正后重新上传`;
    return { outcome: 'refused', findings: [finding('IM-16', '', says, FORMS[state.form])] };
  }
  const next: ImportState = { ...state, confirmed: { actor, at: time } };
  const { form, name, digest, rows, ready } = state;
  return {
    outcome: 'accepted',
    state: next,
    events: [{ type: 'import.confirmed.v1', data: { form, workbook: { name, digest }, rows, ready, chunks } }],
    answer: receipt(importId, next),
  };
}

export function receipt(importId: string, state: ImportState): Receipt {
  return { importId, ...progress(state) };
}

/** IM-18: a row without an answer is waiting, never failed: what was sent will be answered. */
export function progress({ rows, ready, refused, confirmed, answered }: ImportState) {
  const back = (answered?.recorded ?? 0) + (answered?.unchanged ?? 0) + (answered?.refused ?? 0);
  const waiting = confirmed ? ready - back : 0;
  return {
    status: !confirmed ? 'preview' : waiting > 0 ? 'confirmed' : 'done',
    rows,
    ready: confirmed ? 0 : ready,
    waiting,
    recorded: answered?.recorded ?? 0,
    unchanged: rows - ready - refused + (answered?.unchanged ?? 0),
    refused: refused + (answered?.refused ?? 0),
  } as const;
}

/** Counts a chunk's answers once, however often they come; `undefined` when they were counted before. */
export function hearAnswer(
  state: ImportState,
  chunk: number,
  outcomes: readonly ('recorded' | 'unchanged' | 'refused')[],
): ImportState | undefined {
  const { chunks = '', recorded = 0, unchanged = 0, refused = 0 } = state.answered ?? {};
  const seen = BigInt(`0x0${chunks}`);
  const bit = 1n << BigInt(chunk);
  if (seen & bit) return undefined;
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    ...state,
    answered: {
      chunks: (seen | bit).toString(16),
      recorded: recorded + count('recorded'),
      unchanged: unchanged + count('unchanged'),
      refused: refused + count('refused'),
    },
  };
}

export function isAnswered({ answered }: ImportState, chunk: number): boolean {
  return (BigInt(`0x0${answered?.chunks ?? ''}`) & (1n << BigInt(chunk))) !== 0n;
}
