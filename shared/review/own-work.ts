import type { Actor } from '../values/actor.ts';
import type { Reviewer } from './mandate.ts';

/** A person (short digest) as a member of an organisation of a division. */
export interface Member {
  readonly person: string;
  readonly organisation: string;
  readonly division: string;
}

/** All who stand behind an opinion, as members of their organisations. */
export function judgesOf(actor: Actor, { person, mandate }: Reviewer): readonly Member[] {
  return [{ person, organisation: actor.organisation, division: actor.division }, ...(mandate ? [mandate] : [])];
}

/**
 * 回避: whether somebody would judge what they or their own unit wrote. `judges` are all who stand behind the opinion: who gives it, and
 * for whom; it is enough that one of them is concerned. `organisations` are those of the document, codes of its division.
 */
export function isOwnWork(
  judges: readonly Member[],
  work: { readonly person: string; readonly organisations: readonly string[]; readonly division: string },
): boolean {
  return judges.some(
    ({ person, organisation, division }) =>
      person === work.person || (division === work.division && work.organisations.includes(organisation)),
  );
}
