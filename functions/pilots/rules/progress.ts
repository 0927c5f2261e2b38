import type { PilotFigures } from '../../../events/pilot.stage-completed.v1.ts';
import type { Completion, Policy } from '../../../shared/policy/policy.ts';
import type { Known } from '../../../shared/values/decision.ts';
import {
  type CountyDecision,
  type CountyState,
  type Figures,
  figuresOf,
  type Heard,
  type PilotProject,
  shortName,
  type Which,
} from './county.ts';
import type { YearFacts } from './facts.ts';
import type { Programme } from './programme.ts';
import { isLate, stageReceipt } from './submission.ts';

/** What is known here of an enrolled project: its card, where there is one, and its years by number. */
export interface Trail {
  readonly card?: { readonly name: string; readonly secret: boolean; readonly endsOn: string };
  readonly years: ReadonlyMap<number, YearFacts>;
}

/** A completed stage, and the year that the events were about. */
export interface InYear extends Heard {
  readonly year: number;
}

/** PI-17 a stage advances by the loop's own events: of the first year inside the programme in which they complete it. */
export function heardStages({ card, years }: Trail, programme: Programme, policy: Policy): readonly InYear[] {
  return programme.stages.flatMap(({ stage }) => {
    const by = policy.pilot.stages.value.find((each) => each.stage === stage)?.completedBy ?? 'submission';
    for (const [year, facts] of inWindow(years, programme)) {
      const on = completedOn(by, facts, lastMonth(year, card?.endsOn));
      if (on !== undefined && on >= programme.startsOn) return [{ stage, on, year }];
    }
    return [];
  });
}

/** The years of the programme, earliest first. */
export function inWindow(years: Trail['years'], { startsOn, endsOn }: Pick<Programme, 'startsOn' | 'endsOn'>) {
  const [from, to] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))];
  return [...years].filter(([year]) => year >= from && year <= to).toSorted(([one], [other]) => one - other);
}

/** The month whose reading is the year's last: that in which the project ends, else December. */
function lastMonth(year: number, endsOn = ''): string {
  return Number(endsOn.slice(0, 4)) === year ? endsOn.slice(5, 7) : '12';
}

function completedOn(by: Completion, facts: YearFacts, month: string): string | undefined {
  const { assessment, goals, reading, check, finance, second, department, self, applied } = facts;
  switch (by) {
    case 'assessmentSupported':
      return assessment && ['support', 'partial'].includes(assessment.verdict) ? assessment.on : undefined;
    case 'goalsApproved':
      return firstDay(goals);
    case 'lastReading':
      return reading && reading.month >= month ? firstDay(reading) : undefined;
    case 'siteCheck':
      return firstDay(check);
    case 'financeEvaluated':
      return firstDay(finance) ?? firstDay(second);
    case 'departmentEvaluated':
      return firstDay(department);
    case 'selfEvaluated':
      return firstDay(self);
    case 'resultApplied':
      return firstDay(applied);
    case 'submission':
      return undefined;
  }
}

function firstDay(fact: { readonly on: string; readonly first?: { readonly on: string } } | undefined): string | undefined {
  return fact?.first?.on ?? fact?.on;
}

/** The figures of the board: what was saved when the project was assessed, and how it stands in its newest year of the programme. */
export function heardFigures({ years }: Trail, programme: Programme): Figures {
  const all = inWindow(years, programme).map(([, facts]) => facts);
  const assessed = all.find(({ assessment }) => assessment)?.assessment;
  const newestOf = <Name extends keyof YearFacts>(name: Name) => all.findLast((facts) => facts[name] !== undefined)?.[name];
  const evaluated = all.map(resultOf).findLast((result) => result !== undefined);
  const [budget, reading, alert] = [newestOf('budget'), newestOf('reading'), newestOf('alert')];
  const mending = all.flatMap(({ notices = {} }) => Object.values(notices)).filter((closed) => !closed).length;
  return {
    ...(assessed ? { requested: assessed.asked, supported: assessed.kept } : {}),
    ...(evaluated ? { total: evaluated.total, grade: evaluated.grade } : {}),
    ...(budget ? { budget: budget.amount } : {}),
    ...(reading?.rate === undefined ? {} : { rate: reading.rate }),
    ...(alert ? { light: alert.light } : {}),
    ...(mending > 0 ? { mending } : {}),
  };
}

/** Finance's word before the department's, the department's before the unit's own; of finance's two the newer. */
export function resultOf({ finance, second, department, self }: YearFacts) {
  if (finance && second) return second.at > finance.at ? second : finance;
  return second ?? finance ?? department ?? self;
}

/** What is known of a project put into its county; the same state where nothing is new. */
export function followed(state: CountyState, code: string, known: Trail, programme: Programme, policy: Policy): CountyState {
  const project = state.projects.find((each) => each.code === code);
  if (!project) return state;
  const next = known.card?.secret ? marker(project) : brought(project, known, programme, policy);
  if (JSON.stringify(next) === JSON.stringify(project)) return state;
  return { ...state, projects: state.projects.map((each) => (each === project ? next : each)) };
}

/** Of a project that became secret nothing is left but that there is one. */
function marker({ code }: PilotProject): PilotProject {
  return { code, secret: true, submitted: [], heard: [] };
}

function brought(project: PilotProject, known: Trail, programme: Programme, policy: Policy): PilotProject {
  const { code, name, submitted, flagged } = project;
  const called = known.card ? shortName(known.card.name) : name;
  const figures = heardFigures(known, programme);
  return {
    code,
    ...(called === undefined ? {} : { name: called }),
    submitted,
    heard: heardStages(known, programme, policy).map(({ stage, on }) => ({ stage, on })),
    ...(Object.keys(figures).length > 0 ? { figures } : {}),
    ...(flagged ? { flagged } : {}),
  };
}

/** PI-17: an event completed a stage of an enrolled project; `unchanged` when no stage is completed by it, whatever else it changed. */
export function follow(
  known: Known<CountyState> | undefined,
  which: Which,
  code: string,
  heard: Trail,
  setting: { readonly programme: Programme; readonly policy: Policy },
): CountyDecision {
  const { programme, policy } = setting;
  const before = known?.state.projects.find((each) => each.code === code);
  if (!known || !before) return { outcome: 'absent' };
  const state = followed(known.state, code, heard, programme, policy);
  const project = state.projects.find((each) => each.code === code);
  if (!project || project.secret) return { outcome: 'unchanged', answer: {} };
  const isNew = ({ stage, on }: Heard) => !before.heard.some((each) => each.stage === stage && each.on === on);
  const news = heardStages(heard, programme, policy).filter(isNew);
  const [first, ...others] = news.map((stage) => completion(stage, which, code, figuresOf(project), programme));
  if (!first) return { outcome: 'unchanged', answer: {} };
  const { stage, completedOn: on, dueOn } = first.data;
  return {
    outcome: 'accepted',
    state,
    events: [first, ...others],
    answer: stageReceipt({ ...which, projectCode: code, stage }, on, dueOn),
  };
}

function completion(
  { stage, on, year }: InYear,
  { programme: id, division }: Which,
  code: string,
  figures: Figures = {},
  { stages }: Programme,
) {
  const dueOn = stages.find((each) => each.stage === stage)?.dueOn ?? on;
  const said = published(figures);
  return {
    type: 'pilot.stage-completed.v1' as const,
    data: {
      programme: id,
      county: division,
      projectCode: code,
      stage,
      completedOn: on,
      dueOn,
      late: isLate(on, dueOn),
      by: 'event' as const,
      fiscalYear: year,
      ...(Object.keys(said).length > 0 ? { figures: said } : {}),
    },
  };
}

function published({ requested, supported, savings, total, grade }: Figures): PilotFigures {
  return {
    ...(requested === undefined ? {} : { requested }),
    ...(supported === undefined ? {} : { supported }),
    ...(savings === undefined ? {} : { savings }),
    ...(total === undefined ? {} : { total }),
    ...(grade === undefined ? {} : { grade }),
  };
}
