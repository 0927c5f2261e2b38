import type { Role } from '../values/actor.ts';
import type { PinnedStep } from './chain.ts';

/**
 * One opinion in a step: the step's place in the chain, the seat that it fills, and whose it is: the person who gave it and, where that
 * was done for somebody else, the other one too (short digests).
 */
export type Given = readonly [at: number, seat: string, ...persons: string[]];

/** The seat of a commissioned third party. */
export function seatOf(thirdParty: string): string {
  return `t/${thirdParty}`;
}

const isThird = (seat: string) => seat.startsWith('t/');

/** Everybody who is asked: each role once, in place of third parties those that are commissioned. Who has spoken stays asked. */
export function seatsOf(step: Pick<PinnedStep, 'roles'>, spoken: readonly string[], commissioned: readonly string[]): readonly string[] {
  const own = step.roles.filter((role) => role !== 'third-party');
  const third = step.roles.includes('third-party') ? commissioned.map(seatOf) : [];
  return [...new Set([...own, ...third, ...spoken])];
}

function needed({ quorum }: Pick<PinnedStep, 'quorum'>, asked: number): number {
  if (quorum === 'one') return 1;
  if (quorum === 'all') return asked;
  // A share has at most two places, so this takes off what binary fractions add.
  return Math.max(1, Math.ceil(Math.round(quorum * asked * 100) / 100));
}

/** Whether these opinions make the step complete; one of them must be of the government's own. */
export function completes(step: PinnedStep & { readonly at: number }, all: readonly Given[], commissioned: readonly string[]): boolean {
  const spoken = all.filter(([at]) => at === step.at).map(([, seat]) => seat);
  const asked = seatsOf(step, spoken, commissioned);
  return spoken.length >= needed(step, asked.length) && spoken.some((seat) => !isThird(seat));
}

export type Seat =
  | { readonly ok: true; readonly seat: string }
  | { readonly ok: false; readonly why: 'spoken' | 'taken' | 'early'; readonly awaited: readonly string[] };

/**
 * The seat that somebody fills: the first free one of the roles that they hold here, else that of their third party. Who has come
 * because the step was escalated takes any free seat of the government's own. The last of these is the one that closes the step: it
 * waits for the third parties that the quorum asks for (第三方协助联审), so that no commission that runs out leaves a step which nobody
 * can close.
 */
export function seatFor(
  step: PinnedStep & { readonly at: number; readonly escalated: boolean },
  who: { readonly roles: readonly Role[]; readonly thirdParty?: string | undefined; readonly persons: readonly string[] },
  given: readonly Given[],
  commissioned: readonly string[],
): Seat {
  const here = given.filter(([at]) => at === step.at);
  const spoken = here.map(([, seat]) => seat);
  const awaited = seatsOf(step, spoken, commissioned).filter((seat) => !spoken.includes(seat));
  if (here.some(([, , ...persons]) => persons.some((person) => who.persons.includes(person)))) return { ok: false, why: 'spoken', awaited };
  const free = awaited.filter((seat) => !isThird(seat));
  const held: string[] = who.roles.filter((role) => step.roles.includes(role) && role !== 'third-party');
  const above = step.escalated && held.length === 0 && who.roles.some((role) => step.escalatesTo.includes(role));
  const own = free.find((seat) => above || held.includes(seat));
  if (own !== undefined) {
    const early = free.length === 1 && !completes(step, [...here, [step.at, own]], commissioned);
    return early ? { ok: false, why: 'early', awaited: awaited.filter(isThird) } : { ok: true, seat: own };
  }
  const third = who.thirdParty === undefined ? undefined : seatOf(who.thirdParty);
  if (third !== undefined && awaited.includes(third)) return { ok: true, seat: third };
  return { ok: false, why: 'taken', awaited };
}
