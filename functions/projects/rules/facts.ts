import type { Event } from '../../../events/index.ts';
import { hearNotice, type NoticeEvent } from './rectifications.ts';
import type { Heard, ProjectState, ResultFact, YearFacts } from './state.ts';

/** The events whose content becomes a fact about one of the project's years. */
export type FactEvent = YearEvent | NoticeEvent;

type YearEvent = Event<
  | 'assessment.submitted.v1'
  | 'assessment.returned.v1'
  | 'assessment.withdrawn.v1'
  | 'assessment.concluded.v1'
  | 'assessment.condition-settled.v1'
  | 'goals.submitted.v1'
  | 'goals.reviewed.v1'
  | 'goals.returned.v1'
  | 'goals.blocked.v1'
  | 'goals.adjusted.v1'
  | 'goals.withdrawn.v1'
  | 'goals.approved.v1'
  | 'reading.recorded.v1'
  | 'alert.raised.v1'
  | 'alert.escalated.v1'
  | 'alert.cleared.v1'
  | 'funds.changed.v1'
  | 'evaluation.self-evaluated.v1'
  | 'evaluation.self-withdrawn.v1'
  | 'evaluation.spot-checked.v1'
  | 'evaluation.reported.v1'
  | 'evaluation.re-evaluated.v1'
  | 'evaluation.archived.v1'
>;

/**
 * Takes a heard event into the project's facts; `undefined` when it says nothing newer. Each fact remembers the sequence it came
 * from, so twice, late or out of order ends in the same state.
 */
export function hear(state: ProjectState | undefined, event: FactEvent): ProjectState | undefined {
  if (!state) return undefined;
  const year = String(event.data.fiscalYear);
  const before: YearFacts = state.years[year] ?? {};
  const kept = (changes: object): ProjectState => ({
    ...state,
    years: { ...state.years, [year]: settled(standing({ ...before, ...changes })) },
  });
  if (isNotice(event)) {
    const notices = hearNotice(before.notices, event);
    return notices && kept({ notices });
  }
  const changes = factsOf(event);
  const newer = Object.entries(changes).filter(([name, fact]) =>
    name === 'result' && changes.result ? outranks(changes.result, before.result) : fact.at > (heardAt(before, name) ?? 0),
  );
  if (newer.length === 0) return undefined;
  return kept(Object.fromEntries(newer));
}

/** A self-evaluation that its unit took back is no result, whichever of the two was heard first. */
function standing(facts: YearFacts): YearFacts {
  const { self, result, ...rest } = facts;
  const since = facts.selfWithdrawn?.at ?? 0;
  return {
    ...rest,
    ...(self && self.at > since && { self }),
    ...(result && (result.by !== 'self' || result.at > since) && { result }),
  };
}

/** An archived year keeps what later years ask of it; digests and numbers that only its own steps needed are in the events. */
function settled(facts: YearFacts): YearFacts {
  const { archive, approvedGoals } = facts;
  if (!archive) return facts;
  return { ...facts, archive: { at: archive.at }, ...(approvedGoals ? { approvedGoals: { ...approvedGoals, digest: '' } } : {}) };
}

function isNotice(event: FactEvent): event is NoticeEvent {
  return event.type.startsWith('rectification.');
}

function heardAt(facts: YearFacts, name: string): number | undefined {
  const fact = Object.entries(facts).find(([known]) => known === name)?.[1];
  return fact && 'at' in fact ? fact.at : undefined;
}

/** 再评价 before 财政评价 before 部门评价 before 抽查复核 before 自评, as evaluation has it: a department's report that comes later doesn't undo finance's. */
const RANK = { self: 1, spotCheck: 2, department: 3, finance: 4, reEvaluation: 5 } as const satisfies Record<ResultFact['by'], number>;

export function outranks(result: Heard<ResultFact>, known: Heard<ResultFact> | undefined): boolean {
  if (!known || RANK[result.by] > RANK[known.by]) return true;
  return result.by === known.by && result.at > known.at;
}

type Facts = Partial<{
  readonly [Name in Exclude<keyof YearFacts, 'budget' | 'change' | 'disclosed' | 'notices'>]: NonNullable<YearFacts[Name]>;
}>;

function factsOf(event: YearEvent): Facts {
  const at = event.sequence;
  switch (event.type) {
    case 'assessment.submitted.v1':
      return { assessment: { status: 'submitted', at } };
    case 'assessment.returned.v1':
      return { assessment: { status: 'returned', at } };
    case 'assessment.withdrawn.v1':
      return { assessment: { status: 'withdrawn', at } };
    case 'assessment.concluded.v1': {
      const { verdict, admissible, supportedAmount, conditions } = event.data;
      const open = conditions.length;
      return {
        assessment: { status: 'concluded', verdict, admissible, supported: supportedAmount, at },
        ...(open > 0 ? { conditions: { open, at } } : {}),
      };
    }
    case 'assessment.condition-settled.v1':
      return { conditions: { open: event.data.open, at } };
    case 'goals.submitted.v1':
      return { goals: { status: 'inReview', at } };
    case 'goals.reviewed.v1':
      return { review: { grade: event.data.opinion, at } };
    case 'goals.returned.v1':
      return { goals: { status: 'returned', at } };
    case 'goals.blocked.v1':
      return { goals: { status: 'blocked', at } };
    case 'goals.adjusted.v1': {
      const { goalsVersion: version, reason, goals } = event.data;
      return { goals: { status: 'inReview', at }, adjusted: { version, reason, budget: goals.budget, at } };
    }
    case 'goals.withdrawn.v1':
      return { goals: { status: 'withdrawn', at } };
    case 'goals.approved.v1': {
      const { goalsVersion: version, goals } = event.data;
      return { goals: { status: 'approved', at }, approvedGoals: { version, digest: event.hash, budget: goals.budget, at } };
    }
    case 'reading.recorded.v1':
      // A later month is newer, whatever was corrected in an earlier one.
      return { reading: { paid: event.data.reading.paid, at: Number(event.data.period) * MONTH + at } };
    case 'alert.raised.v1':
    case 'alert.escalated.v1':
    case 'alert.cleared.v1':
      return { light: { light: event.data.lights.overall, at } };
    case 'funds.changed.v1':
      return { funds: { state: event.data.to, at } };
    case 'evaluation.self-evaluated.v1':
      return {
        result: result('self', event.data.sheet, at),
        self: { grade: event.data.sheet.grade, total: event.data.sheet.total, at },
      };
    case 'evaluation.self-withdrawn.v1':
      return { selfWithdrawn: { at } };
    case 'evaluation.spot-checked.v1':
      return { result: result('spotCheck', event.data.sheet, at) };
    case 'evaluation.reported.v1':
      return { result: result(event.data.organiser, event.data, at) };
    case 'evaluation.re-evaluated.v1':
      return { result: result('reEvaluation', event.data, at) };
    case 'evaluation.archived.v1':
      return { archive: { at } };
  }
}

/** More than any month has corrections. */
const MONTH = 10_000;

function result(
  by: ResultFact['by'],
  { grade, total }: { readonly grade: ResultFact['grade']; readonly total: number },
  at: number,
): Heard<ResultFact> {
  return { grade, total, by, at };
}
