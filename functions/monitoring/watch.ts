import type { ReadingDocument } from '../../events/reading.recorded.v1.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances } from '../../shared/values/decision.ts';
import { NATION } from '../../shared/values/division.ts';
import type { Ports, ProjectCard } from './ports.ts';
import { alertIdOf, ease, type MonitoringState, monitoringKey, settle, type Year } from './rules/alert.ts';
import { checkKey } from './rules/check.ts';
import { GREEN, type Lights } from './rules/lights.ts';
import type { Issued } from './rules/plan.ts';
import { readingKey } from './rules/reading.ts';
import { type JudgedMonth, judgeYear, leavesLights, type MonthReading, type Verdict, verdictOf } from './rules/year.ts';

/** Who raises, clears and, when nobody answers, suspends: the system by its rules, in nobody's name. */
export const SYSTEM: Actor = { sub: 'system', name: '系统', division: NATION, organisation: 'system', roles: [] };

/** One project's year with everything that its lights depend on. */
export interface Watched extends Year {
  readonly card: ProjectCard;
  readonly plan: Issued;
}

export interface Month extends MonthReading {
  readonly version: number;
}

/** How a year stands after its lights were settled. `alertId`: of the alert that is on. */
export interface Standing {
  readonly lights: Lights;
  readonly alertId?: string;
}

const MONTHS = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
/** So often the lights may change under our hands before it is a fault. */
const ROUNDS = 8;

export type Watch = ReturnType<typeof openWatch>;

/** Keeps the alert of a project's year in step with its readings. */
export function openWatch({ ledger, readings, checks }: Pick<Ports, 'ledger' | 'readings' | 'checks'>) {
  const rulesOf = ({ card, fiscalYear }: Watched) => policyFor(card.division, fiscalYear);

  /** The newest version of each month that was reported. */
  async function months(year: Year): Promise<readonly Month[]> {
    const found = await Promise.all(MONTHS.map((period) => readings.latest(readingKey({ ...year, period }), 'reading.recorded.v1')));
    return found.flatMap((event) => (event ? [{ period: event.data.period, reading: event.data.reading, version: event.sequence }] : []));
  }

  async function judged(watched: Watched): Promise<readonly JudgedMonth<Month>[]> {
    return judgeYear(watched.plan, watched.fiscalYear, await months(watched), rulesOf(watched).monitoring);
  }

  /** What the readings say now, and the newest check on the spot. */
  async function verdict(watched: Watched): Promise<Verdict | undefined> {
    const [months, check] = await Promise.all([judged(watched), checks.read(checkKey(watched))]);
    return verdictOf(months, check && { standing: check.state.standing, policy: rulesOf(watched) });
  }

  /**
   * Derives the lights from all readings and writes the difference, until there is none. The readings are read after the state, so that
   * a newer state never meets an older word: whoever was held up in between would raise again what December has cleared. It looks once
   * more after it has written, because a reading may have come in; one that comes later is settled by who wrote it, and in any case by
   * its own event.
   */
  async function settleYear(watched: Watched, { time, correlation, cause }: Omit<Circumstances, 'actor'>): Promise<Standing> {
    const { projectCode, fiscalYear, card } = watched;
    const key = monitoringKey(watched);
    const circumstances = { actor: SYSTEM, time, correlation, ...(cause ? { cause } : {}) };
    const aggregate = { key, subject: projectCode, division: card.division, fiscalYear };
    const given = { card, today: shanghaiDate(time), policy: rulesOf(watched) };
    for (let round = 0; round < ROUNDS; round += 1) {
      let state: MonitoringState | undefined;
      let word: Verdict | undefined;
      const { outcome } = await ledger.decide(aggregate, circumstances, async (known) => {
        state = known?.state;
        word = await verdict(watched);
        return settle(known, watched, word, given);
      });
      if (outcome === 'accepted') continue;
      if (outcome !== 'unchanged') throw new Error(`${key} could not be settled: ${outcome}`);
      if (!ease(state, word)) return standing(watched, state);
      await ledger.absorb(key, async (now) => ease(now, await verdict(watched)));
    }
    throw new Error(`${key} does not come to rest`);
  }

  /** The same after a month was recorded for the first time: the usual reading changes no light, and needs no other month to know it. */
  async function settleMonth(watched: Watched, reading: ReadingDocument, circumstances: Omit<Circumstances, 'actor'>): Promise<Standing> {
    const known = await ledger.read(monitoringKey(watched));
    const lights = known?.state.lights ?? GREEN;
    if (leavesLights(watched.plan, watched.fiscalYear, reading, rulesOf(watched).monitoring, lights))
      return standing(watched, known?.state);
    return settleYear(watched, circumstances);
  }

  return { judged, verdict, settleYear, settleMonth };
}

function standing(year: Year, state: MonitoringState | undefined): Standing {
  if (!state) return { lights: GREEN };
  return state.alert.status === 'cleared' ? { lights: state.lights } : { lights: state.lights, alertId: alertIdOf(year, state.alerts) };
}
