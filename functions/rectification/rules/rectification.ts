import type { DataOf, NewEvent } from '../../../events/index.ts';
import type { Escalation, Policy } from '../../../shared/policy/policy.ts';
import { type Actor, type Place, type Role, sees } from '../../../shared/values/actor.ts';
import { addDays } from '../../../shared/values/calendar.ts';
import type { Decision, Receipt } from '../../../shared/values/decision.ts';
import type { Cents } from '../../../shared/values/money.ts';
import { addWorkingDays } from '../../../shared/values/working-days.ts';

/** Which notice: `reference` tells it from the others of the project's year (see `notice.ts`). */
export interface Which {
  readonly projectCode: string;
  readonly fiscalYear: number;
  readonly reference: string;
}

/** The project as this function has heard of it. */
export interface ProjectCard extends Place {
  readonly projectCode: string;
  readonly name: string;
  readonly secret: boolean;
  readonly withdrawn: boolean;
}

export type Source = DataOf<'rectification.issued.v1'>['source'];

/** `escalated`: a sanction was taken and nobody has replied since. */
export type Status = 'issued' | 'replied' | 'returned' | 'escalated' | 'confirmed';

/** A reply that waits, or was accepted: where its document is, and who wrote it (a short digest of the person). */
export interface Reply {
  readonly at: number;
  readonly person: string;
  readonly division: string;
  readonly organisation: string;
  readonly amount?: Cents;
}

/** The small hot part of one 整改通知; its documents are in the events, the notice itself in the first. Dates in Asia/Shanghai, amounts in 分. */
export interface RectificationState {
  /** Where the project stood when it was last heard of; `name` is cut for the list. */
  readonly place: Place & { readonly name: string };
  readonly source: Source;
  readonly status: Status;
  readonly issuedOn: string;
  /** By when somebody has to reply; none while a reply waits, and none after the last sanction. */
  readonly dueOn?: string;
  /** Kinds of measure that the notice asks for. */
  readonly measures: readonly string[];
  /** What has to come back. */
  readonly amount?: Cents;
  /** Sanctions so far, in order; what was done stays done. */
  readonly steps: readonly Escalation[];
  readonly reply?: Reply;
}

export type RectificationEvent = NewEvent<
  | 'rectification.issued.v1'
  | 'rectification.replied.v1'
  | 'rectification.confirmed.v1'
  | 'rectification.returned.v1'
  | 'rectification.escalated.v1'
>;
export type RectificationDecision = Decision<RectificationState, RectificationEvent>;

export const rectificationKey = ({ projectCode, fiscalYear, reference }: Which) =>
  `rectification#${projectCode}#${fiscalYear}#${reference}`;

export function idOf({ projectCode, fiscalYear, reference }: Which): string {
  return `${projectCode}.${fiscalYear}.${reference}`;
}

/** Reads a notice's id from its end; a project code has no full stop. */
export function readId(id: string): Which | undefined {
  const [, projectCode, year, reference] = /^([A-Z0-9-]{1,40})\.(\d{4})\.(M[1-9]\d{0,5}|[SDFR]|H[0-9a-f]{10})$/.exec(id) ?? [];
  return projectCode && year && reference ? { projectCode, fiscalYear: Number(year), reference } : undefined;
}

/**
 * RC-06 整改期限: so many calendar days from the day of the notice, which itself doesn't count; a day off moves it to the next working day
 * (民法典第二百零一条、第二百零三条).
 */
export function dueFrom(today: string, { rectification }: Policy): string {
  return addWorkingDays(addDays(today, rectification.value.days), 0);
}

export function receipt(state: RectificationState, which: Which): Receipt {
  const { source, status, issuedOn, dueOn, steps } = state;
  const { projectCode, fiscalYear } = which;
  return { id: idOf(which), projectCode, fiscalYear, source, status, issuedOn, ...(dueOn ? { dueOn } : {}), steps };
}

/** Whether the actor holds one of `roles` and that very role reaches the project: reading it in another role isn't enough to act. */
export function acts(actor: Actor, roles: readonly Role[], place: Place): boolean {
  return sees({ ...actor, roles: actor.roles.filter((role) => roles.includes(role)) }, place);
}

const NAME_LENGTH = 24;

export function placeOf({
  division,
  departmentCode,
  unitCode,
  secret,
  name,
}: Place & { readonly name: string }): RectificationState['place'] {
  const short = name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;
  return { division, departmentCode, unitCode, name: short, ...(secret ? { secret } : {}) };
}

/** Moves the row to where the project stands now; a project that became secret leaves every list. */
export function move(state: RectificationState | undefined, card: ProjectCard): RectificationState | undefined {
  if (!state) return undefined;
  const place = placeOf(card);
  return JSON.stringify(place) === JSON.stringify(state.place) ? undefined : { ...state, place };
}

/** Taken out of the state where nothing is due. */
export function withoutDue({ dueOn: _, ...state }: RectificationState): RectificationState {
  return state;
}
