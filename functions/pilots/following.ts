import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { liesUnder, NATION } from '../../shared/values/division.ts';
import { type Claim, cardName, factsKey, type Ports, type ProjectEvent, type Track, trackKey } from './ports.ts';
import { countyKey, type Which } from './rules/county.ts';
import { type Followed, heed, type YearFacts } from './rules/facts.ts';
import { type Programme, programmeKey } from './rules/programme.ts';
import { follow, followed, type Trail } from './rules/progress.ts';

/** What acts by the calendar, and on what the loop said. */
export const SYSTEM: Actor = { sub: 'system', name: '系统自动处理', division: NATION, organisation: 'system', roles: [] };

export type Following = ReturnType<typeof openFollowing>;

/** How a programme follows its projects by the events of the loop, this stack's own and those of the stacks under it alike. */
export function openFollowing({ programmes, counties, facts, tracks, cards }: Ports) {
  /** A programme with its document; the first event of its chain launched it, later ones revised it. */
  const programmeOf = async (id: string): Promise<Programme | undefined> => {
    const known = await programmes.read(programmeKey(id));
    if (!known) return undefined;
    const { documentAt, division } = known.state;
    const type = documentAt === 1 ? 'pilot.launched.v1' : 'pilot.revised.v1';
    const event = await programmes.event(programmeKey(id), documentAt, type);
    if (!event) throw new Error(`programme ${id} has lost its document ${documentAt}`);
    return { ...event.data, division };
  };
  const policyOf = ({ division, startsOn }: Programme) => policyFor(division, Number(startsOn.slice(0, 4)));

  /** Everything known of a county's project in the programme's years. */
  const trailOf = async (code: string, division: string, { startsOn, endsOn }: Programme): Promise<Trail> => {
    const owner = ownerOf((await tracks.read(trackKey(code)))?.state, division);
    if (owner === undefined) return { years: new Map() };
    const [from, to] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))];
    const years = new Map<number, YearFacts>();
    for (let year = from; year <= to; year += 1) {
      const known = await facts.read(factsKey(owner, code, year));
      if (known) years.set(year, known.state);
    }
    const card = await cards.find(cardName(owner, code));
    return card ? { card, years } : { years };
  };

  /** Brings one project of a county up to what is known. Its stages first, as events of their own; then whatever else the board shows. */
  const settle = async (which: Which, code: string, circumstances: Circumstances): Promise<void> => {
    const programme = await programmeOf(which.programme);
    if (!programme) return;
    const policy = policyOf(programme);
    const key = countyKey(which);
    const aggregate = { key, subject: code, division: which.division };
    let differs = false;
    const { outcome } = await counties.decide(aggregate, circumstances, async (known) => {
      const trail = await trailOf(code, which.division, programme);
      differs = known !== undefined && followed(known.state, code, trail, programme, policy) !== known.state;
      return follow(known, which, code, trail, { programme, policy });
    });
    if (outcome === 'conflict') throw new Error(`${key} could not follow ${code}`);
    if (outcome !== 'unchanged' || !differs) return;
    await counties.absorb(key, async (state) => {
      const next = state && followed(state, code, await trailOf(code, which.division, programme), programme, policy);
      return next === state ? undefined : next;
    });
  };

  /** Remembers whose project it is, and answers the counties that follow it. */
  const trackedBy = async (code: string, division: string): Promise<readonly Which[]> => {
    let enrolments: readonly Claim[] = [];
    await tracks.absorb(trackKey(code), (track) => {
      enrolments = track?.enrolments ?? [];
      if (track?.divisions.includes(division)) return undefined;
      return { divisions: [...(track?.divisions ?? []), division].toSorted(), enrolments };
    });
    return enrolments.filter((which) => liesUnder(division, which.division));
  };

  const settleAll = async (event: Followed | ProjectEvent): Promise<void> => {
    const { subject: code, division, time, correlationid: correlation, id, hops } = event;
    const circumstances = { actor: SYSTEM, time, correlation, cause: { id, hops } };
    for (const which of await trackedBy(code, division)) await settle(which, code, circumstances);
  };

  return {
    programmeOf,
    policyOf,
    trailOf,
    settle,

    /** The loop went on. The fact is kept first, whether anybody follows the project yet or not. */
    async hear(event: Followed): Promise<void> {
      await facts.absorb(factsKey(event.division, event.subject, event.data.fiscalYear), (known) => {
        const next = heed(known ?? {}, event);
        return next === known ? undefined : next;
      });
      await settleAll(event);
    },

    /** The project changed: its name, its last month, or that nobody may know of it any more. */
    async hearProject(event: ProjectEvent): Promise<void> {
      await cards.hear({ ...event, subject: cardName(event.division, event.subject) });
      await settleAll(event);
    },
  };
}

/** Whose project a code is, from a county's view: the county's own before one of a division under it. */
export function ownerOf(track: Track | undefined, division: string): string | undefined {
  const own = track?.divisions.filter((each) => liesUnder(each, division)) ?? [];
  return own.find((each) => each === division) ?? own[0];
}
