import { policyFor } from '../../shared/policy/resolve.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { eachOf } from '../../shared/values/lanes.ts';
import type { Ports, ProjectCard } from './ports.ts';
import type { Year } from './rules/alert.ts';
import { type Filing, fallDue, file, filingKey, lapse, moveFiling, owe, pass, type Round, roundsOf } from './rules/filing.ts';
import { focusKey } from './rules/focus.ts';
import type { Roll } from './rules/plan.ts';

export type Filings = ReturnType<typeof openFilings>;

/** What became of a round for one project. */
export interface FilingView extends Omit<Filing, 'place'> {
  readonly period: string;
}

/** 集中填报: who owes the form of a round, who has filed it, who is late. Fed by what monitoring hears; the night finds the late ones. */
export function openFilings({ filings, focuses, registry }: Pick<Ports, 'filings' | 'focuses' | 'registry'>) {
  const each = async (year: Year, card: ProjectCard, work: (filing: Filing | undefined, round: Round) => Filing | undefined) => {
    for (const round of roundsOf(year.fiscalYear, policyFor(card.division, year.fiscalYear))) {
      await filings.absorb(filingKey(year, round.period), (filing) => work(filing, round));
    }
  };
  /** Everybody, or who is key (SZ-25): by the policy. */
  const owes = async (year: Year, card: ProjectCard): Promise<boolean> =>
    !card.secret &&
    !card.withdrawn &&
    (policyFor(card.division, year.fiscalYear).monitoring.scope.value.all || (await focuses.read(focusKey(year)))?.state.key === true);

  return {
    /** Brings what is owed in step with who is monitored, at the time of the fact that may have changed it. */
    async follow(year: Year, card: ProjectCard, time: string): Promise<void> {
      const owing = await owes(year, card);
      await each(year, card, (filing, round) => (owing ? owe(filing, round, card, shanghaiDate(time)) : lapse(filing)));
    },

    /** A first reading of a round's month is its filing. */
    async filed(year: Year, card: ProjectCard, period: string, time: string): Promise<void> {
      const round = roundsOf(year.fiscalYear, policyFor(card.division, year.fiscalYear)).find((one) => one.period === period);
      if (!round || !(await owes(year, card))) return;
      await filings.absorb(filingKey(year, period), (filing) => file(filing, round, card, shanghaiDate(time)));
    },

    move: (year: Year, card: ProjectCard) => each(year, card, (filing) => moveFiling(filing, card)),

    async of(year: Year, card: ProjectCard): Promise<readonly FilingView[]> {
      const rounds = roundsOf(year.fiscalYear, policyFor(card.division, year.fiscalYear));
      const found = await Promise.all(rounds.map(async ({ period }) => ({ period, kept: await filings.read(filingKey(year, period)) })));
      return found.flatMap(({ period, kept }) => {
        if (!kept || kept.state.status === 'lapsed') return [];
        const { due, status, filedOn } = kept.state;
        return [{ period, due, status, ...(filedOn === undefined ? {} : { filedOn }) }];
      });
    },

    /** Names, once, who hasn't filed in time. `careful` is told what to do for each; it knows how much time is left. */
    async dun(rolls: readonly Roll[], circumstances: Circumstances, lanes: number, careful: Careful): Promise<void> {
      const today = shanghaiDate(circumstances.time);
      await eachOf(
        late(rolls, today),
        lanes,
        careful(async ({ division, period, ...year }) => {
          const aggregate = { key: filingKey(year, period), subject: year.projectCode, division, fiscalYear: year.fiscalYear };
          const policy = policyFor(division, year.fiscalYear);
          if (policy.monitoring.lateFiling.value === 'none') {
            await filings.absorb(aggregate.key, (filing) => pass(filing, today));
            return false;
          }
          const { outcome } = await filings.decide(aggregate, circumstances, (known) => fallDue(known, year, period, today, policy));
          if (outcome !== 'accepted' && outcome !== 'unchanged') throw new Error(`${aggregate.key} could not be dunned: ${outcome}`);
          return outcome === 'accepted';
        }),
      );
    },
  };

  async function* late(rolls: readonly Roll[], today: string): AsyncGenerator<Late> {
    for (const { division, years } of rolls) {
      for (const fiscalYear of years) {
        for (const { period, due } of roundsOf(fiscalYear, policyFor(division, fiscalYear))) {
          if (due >= today) continue;
          for await (const projectCode of registry.owed(division, fiscalYear, period)) yield { division, fiscalYear, period, projectCode };
        }
      }
    }
  }
}

interface Late extends Year {
  readonly division: string;
  readonly period: string;
}

/** Turns work on one project into work that keeps to the night's time and counts what it did. */
export type Careful = (work: (late: Late) => Promise<boolean>) => (late: Late) => Promise<void>;
