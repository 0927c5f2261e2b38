import type { Actor, Role } from '../values/actor.ts';
import type { PlainDate } from '../values/calendar.ts';

/** A delegation (委托代办) as the function knows it where it is used. Persons are short digests; both days count. */
export interface Delegation {
  readonly delegation: string;
  readonly division: string;
  readonly person: string;
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
  readonly to: string;
  readonly toOrganisation: string;
  readonly kinds: readonly string[];
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly revoked?: boolean;
}

/** Somebody's roles, lent to the one who reviews. */
export interface Mandate {
  readonly delegation: string;
  readonly person: string;
  readonly name: string;
  readonly organisation: string;
  readonly division: string;
  readonly roles: Role[];
}

/** Who reviews: short digest of the person, and the mandate where it is done for somebody else. */
export interface Reviewer {
  readonly person: string;
  readonly mandate?: Mandate | undefined;
}

export type Lent = { readonly ok: true; readonly mandate: Mandate } | { readonly ok: false; readonly says: string };

/**
 * The mandate that a delegation gives somebody today. Only the delegation itself counts: nobody acts on one that was given to somebody
 * else, so a delegate can't lend on what was lent.
 */
export function mandateOf(
  lent: Delegation | undefined,
  { actor, person, kind, today }: { readonly actor: Actor; readonly person: string; readonly kind: string; readonly today: PlainDate },
): Lent {
  const refuse = (says: string) => ({ ok: false, says }) as const;
  if (!lent || lent.to !== person || lent.division !== actor.division || lent.toOrganisation !== actor.organisation) {
    return refuse('没有这项委托，或者委托的不是您');
  }
  if (lent.revoked) return refuse(`委托${lent.delegation}已收回`);
  if (today < lent.from || today > lent.until)
    return refuse(`委托${lent.delegation}的期限为${lent.from}至${lent.until}，今天（${today}）不在期限内`);
  if (!lent.kinds.includes(kind)) return refuse(`委托${lent.delegation}不包括这类审核`);
  const { delegation, person: principal, name, organisation, division, roles } = lent;
  return { ok: true, mandate: { delegation, person: principal, name, organisation, division, roles: [...roles] } };
}

/** In whose name somebody reviews: their own when they ask for no delegation; `found`: what is known of the one that they ask for. */
export function reviewerOf(
  asked: string | undefined,
  found: Delegation | undefined,
  who: { readonly actor: Actor; readonly person: string; readonly kind: string; readonly today: PlainDate },
): { readonly ok: true; readonly reviewer: Reviewer } | { readonly ok: false; readonly says: string } {
  const { person } = who;
  if (asked === undefined) return { ok: true, reviewer: { person } };
  const lent = mandateOf(found, who);
  return lent.ok ? { ok: true, reviewer: { person, mandate: lent.mandate } } : lent;
}

/** With a mandate it is the other one's roles and place that count, and nothing of one's own. */
export function judgeOf(actor: Actor, { mandate }: Pick<Reviewer, 'mandate'>): Actor {
  return mandate ? { ...actor, division: mandate.division, organisation: mandate.organisation, roles: mandate.roles } : actor;
}

/** As an event records it. */
export function onBehalfOf({ delegation, person, name, organisation, roles }: Mandate) {
  return { delegation, person, name, organisation, roles: [...roles] };
}

/** Who stands behind the opinion: who gives it, and for whom. Short, because they are kept until the step is complete. */
export function personsOf({ person, mandate }: Reviewer): readonly string[] {
  return (mandate ? [person, mandate.person] : [person]).map((each) => each.slice(0, 12));
}
