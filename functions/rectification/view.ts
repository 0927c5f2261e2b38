import type { Event } from '../../events/index.ts';
import { type Actor, has } from '../../shared/values/actor.ts';
import { yuan } from '../../shared/values/money.ts';
import { type RectificationEvent, type RectificationState, receipt, type Which } from './rules/rectification.ts';

type Said = Event<RectificationEvent['type']>;

/**
 * What `GET` shows: where the notice stands, what it says, the newest reply, the sanctions, and everything in order. Throws when the notice
 * isn't among the events: the table would have lost a record.
 */
export function viewOf(which: Which, state: RectificationState, history: readonly Event[], actor: Actor) {
  const said = history.filter((event): event is Said => event.type.startsWith('rectification.'));
  const [issued] = said.flatMap((event) => (event.type === 'rectification.issued.v1' ? [event] : []));
  if (!issued) throw new Error(`${which.projectCode} ${which.fiscalYear} ${which.reference} has no notice`);
  const replied = said.findLast((event) => event.type === 'rectification.replied.v1');
  const escalated = said.flatMap((event) => (event.type === 'rectification.escalated.v1' ? [event.data] : []));
  const { alertId, findings, requirement, amount, policy } = issued.data;
  const { name, division, departmentCode, unitCode } = state.place;
  return {
    ...receipt(state, which),
    name,
    division,
    departmentCode,
    unitCode,
    ...(alertId ? { alertId } : {}),
    findings,
    requirement,
    ...(amount === undefined ? {} : { amount: yuan(amount) }),
    reply: replied?.type === 'rectification.replied.v1' ? { ...contentOf(replied), ...by(replied, actor) } : null,
    escalations: escalated.map(({ step, on, overdueSince, basis }) => ({ step, on, overdueSince, basis })),
    policy,
    history: said.map((event) => ({
      sequence: event.sequence,
      type: event.type,
      ...by(event, actor),
      data: contentOf(event),
      hash: event.hash,
      previousHash: event.previoushash,
    })),
  };
}

/** Who did it and when; the person's name only for those who supervise people's work. */
function by({ time, actorname, organisation }: Event, actor: Actor) {
  const named = has(actor, 'finance-section', 'finance-performance', 'discipline', 'audit');
  return { at: time, organisation, ...(named ? { person: actorname } : {}) };
}

/** The event's data without what the whole answer says already; amounts in 元. */
function contentOf({ data }: Said) {
  const { fiscalYear: _year, rectificationId: _id, ...content } = data;
  return 'amount' in content && content.amount !== undefined ? { ...content, amount: yuan(content.amount) } : content;
}
