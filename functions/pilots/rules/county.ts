import type { NewEvent } from '../../../events/index.ts';
import type { PilotFigures } from '../../../events/pilot.stage-completed.v1.ts';
import { type Actor, has, type Role } from '../../../shared/values/actor.ts';
import type { Decision, Receipt } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';

/** One county in one programme. */
export interface Which {
  readonly programme: string;
  readonly division: string;
}

/** `returned`: the province sent the report back, and it isn't sent again yet. */
export type CountyStatus = 'enrolled' | 'reported' | 'returned' | 'accepted';

/** A stage report that the county submitted: `at` is the event that holds it. */
export interface Submitted {
  readonly stage: string;
  readonly on: string;
  readonly at: number;
  /** Whether a report came with it. */
  readonly report: boolean;
  readonly figures?: PilotFigures;
}

/** A stage that the loop's own events completed. */
export interface Heard {
  readonly stage: string;
  readonly on: string;
}

/** What the board shows of a project beside its stages; amounts in 分. */
export interface Figures extends PilotFigures {
  readonly budget?: number;
  /** Of the newest reading. */
  readonly rate?: number;
  readonly light?: 'green' | 'yellow' | 'red';
  /** Notices of rectification that aren't closed. */
  readonly mending?: number;
}

export interface PilotProject {
  readonly code: string;
  /** Cut for the row; unknown while nobody here has heard of the project. */
  readonly name?: string;
  /** Nothing but this is shown of it. */
  readonly secret?: true;
  readonly submitted: readonly Submitted[];
  readonly heard: readonly Heard[];
  readonly figures?: Figures;
  /** Stages whose delay was said already. */
  readonly flagged?: readonly string[];
}

/** Where a document lies and the day it was made. */
export interface Made {
  readonly at: number;
  readonly on: string;
}

/** The small hot part of a county's part in a programme; documents are in its events. Dates in Asia/Shanghai. */
export interface CountyState {
  readonly status: CountyStatus;
  readonly support: 'thirdParty' | 'own';
  /** The event that names its projects and why they were chosen. */
  readonly enrolledAt: number;
  readonly projects: readonly PilotProject[];
  readonly report?: Made;
  readonly special?: Made;
  readonly acceptance?: Made;
}

export type CountyEvent = NewEvent<
  | 'pilot.enrolled.v1'
  | 'pilot.stage-completed.v1'
  | 'pilot.stage-overdue.v1'
  | 'pilot.reported.v1'
  | 'pilot.special-reported.v1'
  | 'pilot.accepted.v1'
  | 'pilot.returned.v1'
>;
export type CountyDecision = Decision<CountyState, CountyEvent>;

export const countyKey = ({ programme, division }: Which) => `county#${programme}#${division}`;

/** 各市、县（区）财政部门牵头. */
export const FINANCE: readonly Role[] = ['finance-performance', 'finance-section'];

/** Who speaks for a county: its finance department or one above it, and the province. */
export function actsFor(actor: Actor, division: string): boolean {
  return has(actor, 'province', ...FINANCE) && liesUnder(division, actor.division);
}

/** When a stage was completed: what the county submitted, else what the loop said. */
export function doneOn({ submitted, heard }: PilotProject, stage: string): string | undefined {
  return (submitted.find((each) => each.stage === stage) ?? heard.find((each) => each.stage === stage))?.on;
}

/** What the loop said, and where it is silent what the county wrote. NX-09: what wasn't supported was saved. */
export function figuresOf({ submitted, figures = {} }: PilotProject): Figures {
  const said: Figures = { ...Object.assign({}, ...submitted.map((each) => each.figures ?? {})), ...figures };
  const { requested, supported } = figures;
  return requested === undefined || supported === undefined ? said : { ...said, savings: requested - supported };
}

export function countyReceipt(state: CountyState, { programme, division }: Which): Receipt {
  const { status, support, projects } = state;
  return { programme, division, status, support, projects: projects.map(({ code }) => code) };
}

const NAME_LENGTH = 24;

export function shortName(name: string): string {
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;
}

/** What a county may no longer change, and why. */
export const CLOSED: Readonly<Record<CountyStatus, string | undefined>> = {
  enrolled: undefined,
  returned: undefined,
  reported: '试点报告已经上报，等待验收',
  accepted: '试点已经验收',
};
