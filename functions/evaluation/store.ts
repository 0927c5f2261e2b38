import { type Attachments, divisionOf } from '../../shared/io/attachments.ts';
import { type Opened, Table } from '../../shared/io/table.ts';
import { type Listed, type ListQuery, worklist } from '../../shared/io/worklist.ts';
import type { BulletinCause } from '../../shared/policy/policy.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { CAUSE } from '../../shared/policy/words.ts';
import { dueSteps } from '../../shared/review/progress.ts';
import type { Roll } from '../../shared/review/roll.ts';
import { clockRow, stepsOf, waitsFor } from '../../shared/review/standing.ts';
import type { Actor, Place } from '../../shared/values/actor.ts';
import type { Receipt } from '../../shared/values/decision.ts';
import { liesUnder } from '../../shared/values/division.ts';
import type { Finding } from '../../shared/values/finding.ts';
import { yuan } from '../../shared/values/money.ts';
import { unsound } from './rules/attachments.ts';
import { causesOf, type EvaluationEvent, type EvaluationState, openReviews, resultOf, statusOf } from './rules/evaluation.ts';

export type EvaluationTable = Table<EvaluationState, EvaluationEvent>;

/** Evaluations by division, year and status. A secret project's are in none. */
export function openEvaluations(options: Opened): EvaluationTable {
  return new Table({
    ...options,
    source: 'evaluation',
    placement: (state) => {
      if (state.secret) return undefined;
      const { projectCode, name, fiscalYear, division, departmentCode, unitCode } = state;
      const status = statusOf(state);
      const result = resultOf(state);
      const causes = causesOf(state);
      const { open = [] } = state.applications ?? {};
      return {
        queue: `${division}#${fiscalYear}#${status}`,
        place: `${unitCode}#${projectCode}`,
        row: {
          projectCode,
          name,
          fiscalYear,
          division,
          departmentCode,
          unitCode,
          status,
          ...(result ? { total: result.total, grade: result.grade, by: result.by } : {}),
          ...(state.self?.rate === undefined ? {} : { executionRate: state.self.rate }),
          ...(state.self?.amount === undefined ? {} : { budget: yuan(state.self.amount) }),
          selfEvaluated: state.self !== undefined,
          checked: state.check !== undefined,
          ...(state.draft ? { drafted: true } : {}),
          ...waitingRow(state),
          ...(open.length > 0 ? { openApplications: open.length, followUpOn: open.map(({ on }) => on).toSorted()[0] } : {}),
          ...(causes.length > 0 ? { bulletin: causes } : {}),
        },
      };
    },
  });
}

/** For which steps it waits, in the spot check as in the audit; the earlier of both days where there are two. */
function waitingRow(state: EvaluationState): Receipt {
  const rows = openReviews(state).map(({ review }) => ({ ...stepsOf(review), ...clockRow(review) }));
  const steps = openReviews(state).flatMap(({ review }) => dueSteps(review).map(({ step }) => step));
  const first = (column: 'due' | 'noticeOn') => rows.flatMap((row) => (typeof row[column] === 'string' ? [row[column]] : [])).toSorted()[0];
  const [due, noticeOn] = [first('due'), first('noticeOn')];
  return {
    ...(steps[0] === undefined ? {} : { step: steps[0] }),
    ...(steps.length > 1 ? { steps } : {}),
    ...(due === undefined ? {} : { due }),
    ...(noticeOn === undefined ? {} : { noticeOn }),
    ...(rows.some(({ escalated }) => escalated === true) ? { escalated: true } : {}),
  };
}

/** The worklists in which something may wait for a step; a check may be begun where no self-evaluation came in. */
export const waitingIn = ({ division }: Roll, fiscalYear: number) =>
  ['open', 'selfEvaluated', 'evaluated'].map((status) => `${division}#${fiscalYear}#${status}`);

export const STATUSES = ['open', 'selfEvaluated', 'spotChecked', 'evaluated', 'archived'];

export function lister(evaluations: EvaluationTable, keep: (row: Receipt) => boolean = () => true) {
  return (actor: Actor, division: string, query: ListQuery & { readonly fiscalYear: number }): Promise<Listed> => {
    const statuses = STATUSES.filter((status) => query.status === undefined || query.status === status);
    return worklist(
      evaluations,
      actor,
      query,
      statuses.map((status) => `${division}#${query.fiscalYear}#${status}`),
      (row) => keep(row) && (query.queue === undefined || waitsFor(row, query.queue)),
    );
  };
}

/** 结果应用 that is still followed up. */
export const isFollowedUp = (row: Receipt): boolean => row.openApplications !== undefined;

/** 通报: what went to a bulletin, and why, in the government's words with their article. */
export function bulletinLister(evaluations: EvaluationTable) {
  const listed = lister(evaluations, ({ bulletin }) => bulletin !== undefined);
  return async (...asked: Parameters<typeof listed>): Promise<Listed> => {
    const bulletins = await listed(...asked);
    return bulletins.ok ? { ...bulletins, items: bulletins.items.map(explained) } : bulletins;
  };
}

function explained(row: Receipt): Receipt {
  const { basis } = policyFor(String(row.division), Number(row.fiscalYear)).evaluation.bulletins;
  const causes = Array.isArray(row.bulletin) ? row.bulletin : [];
  return { ...row, reasons: causes.map((cause: BulletinCause) => ({ cause, says: CAUSE[cause], basis })) };
}

/** The attachments of this function, and those that came with the assessment or with a rectification. */
export function reportAttachments(own: Attachments, ofOthers: readonly Attachments[]) {
  const belongs = (id: string, { division }: Place) => liesUnder(divisionOf(id), division) || liesUnder(division, divisionOf(id));
  return {
    async attachment(id: string): Promise<Uint8Array | undefined> {
      for (const folder of [...ofOthers, own]) {
        const content = await folder.fetch(id);
        if (content) return content;
      }
      return undefined;
    },
    async checkAttachments(named: readonly { readonly id: string; readonly at: string }[], place: Place): Promise<readonly Finding[]> {
      const sound = await own.inspect(named.filter(({ id }) => belongs(id, place)).map(({ id }) => id));
      return named.flatMap(({ id, at }) => unsound(id, at, sound.get(id)));
    },
  };
}
