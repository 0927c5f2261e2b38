import type { OnBehalfOf } from '../../../events/on-behalf-of.ts';
import type { Actor } from '../../../shared/values/actor.ts';

/** Somebody's roles, lent to the one who reviews (委托代办). */
export type Mandate = OnBehalfOf & { readonly division: string };

/** Who reviews: short digest of the person, and the mandate where it is done for somebody else. */
export interface Reviewer {
  readonly person: string;
  readonly mandate?: Mandate | undefined;
}

/** GO-55: with a mandate it is the other one's roles and place that count, and nothing of one's own. */
export function judgeOf(actor: Actor, { mandate }: Reviewer): Actor {
  return mandate ? { ...actor, division: mandate.division, organisation: mandate.organisation, roles: mandate.roles } : actor;
}

/** Who stands behind the opinion: who gives it, and for whom. Short, because they are kept until the step is complete. */
export function personsOf({ person, mandate }: Reviewer): readonly string[] {
  return (mandate ? [person, mandate.person] : [person]).map((each) => each.slice(0, 12));
}
