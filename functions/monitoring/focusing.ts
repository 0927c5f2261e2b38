import type { Event } from '../../events/index.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { timeProgress } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { exact } from '../../shared/values/exact.ts';
import type { Filings } from './filings.ts';
import type { Ports, ProjectCard } from './ports.ts';
import { monitoringKey, type Year } from './rules/alert.ts';
import {
  type Choice,
  choose,
  type Focus,
  type FocusDecision,
  focusKey,
  type KeyFacts,
  type KeyReason,
  moveFocus,
  type Notice,
  noted,
  refocus,
  slow,
} from './rules/focus.ts';
import { isIssued, type Plan, planKey } from './rules/plan.ts';
import { SYSTEM, type Watch } from './watch.ts';

export type NoticeEvent = Event<'rectification.issued.v1' | 'rectification.escalated.v1' | 'rectification.confirmed.v1'>;
const tests = (division: string, fiscalYear: number) => policyFor(division, fiscalYear).monitoring.scope.value.key;

export type Focusing = ReturnType<typeof openFocusing>;

/** 重点监控 as it is shown. */
export interface FocusView extends Pick<Focus, 'key' | 'kinds'> {
  readonly reasons: readonly KeyReason[];
  readonly basis?: string;
}

type Because = Omit<Circumstances, 'actor'>;
const BECOMES: Readonly<Record<NoticeEvent['type'], Notice[0]>> = {
  'rectification.issued.v1': 'open',
  'rectification.escalated.v1': 'overdue',
  'rectification.confirmed.v1': 'closed',
};

/** 重点监控: keeps who is a key project in step with the facts, and takes what people decide over them. */
export function openFocusing(
  { cards, plans, ledger, focuses }: Pick<Ports, 'cards' | 'plans' | 'ledger' | 'focuses'>,
  watch: Watch,
  filings: Filings,
) {
  async function factsOf(year: Year, card: ProjectCard, plan: Plan | undefined): Promise<KeyFacts> {
    const asks = (test: string) => tests(card.division, year.fiscalYear).some((criterion) => criterion.test === test);
    const months = asks('slowSpending') && isIssued(plan) ? await watch.judged({ ...year, card, plan }) : [];
    const monitored = asks('weakManagement') ? await ledger.read(monitoringKey(year)) : undefined;
    return { card, newest: months.at(-1)?.judgement, monitored: monitored?.state };
  }

  async function decide(
    year: Year,
    card: ProjectCard,
    circumstances: Circumstances,
    rule: (known: Awaited<ReturnType<typeof focuses.read>>) => FocusDecision,
  ): Promise<Outcome> {
    const aggregate = { key: focusKey(year), subject: year.projectCode, division: card.division, fiscalYear: year.fiscalYear };
    const outcome = await focuses.decide(aggregate, circumstances, rule);
    if (outcome.outcome === 'accepted') await filings.follow(year, card, circumstances.time);
    return outcome;
  }

  /** Looks at everything that makes a project key, and says so when the reasons have changed. */
  async function attend(year: Year, { time, correlation, cause }: Because): Promise<void> {
    const [card, plan] = await Promise.all([cards.find(year.projectCode), plans.read(planKey(year))]);
    if (!card || card.secret || card.withdrawn || !isIssued(plan?.state) || plan.state.archived) return;
    const policy = policyFor(card.division, year.fiscalYear);
    const facts = await factsOf(year, card, plan.state);
    const circumstances = { actor: SYSTEM, time, correlation, ...(cause ? { cause } : {}) };
    const { outcome } = await decide(year, card, circumstances, (known) => refocus(known, year, facts, policy));
    if (outcome !== 'accepted' && outcome !== 'unchanged') throw new Error(`${focusKey(year)} could not be brought in step: ${outcome}`);
  }

  return {
    attend,
    /** Whether time alone may make a project key, so that it's worth a look every night. */
    tells: ({ fiscalYear }: Year, division: string) =>
      tests(division, fiscalYear).some(({ test }) => test === 'slowSpending' || test === 'weakManagement'),

    /** A reading says something new only when it makes the spending slow, or no longer slow; usually nothing more is read. */
    async heardReading(year: Year, card: ProjectCard, plan: Plan, { asOf, paid }: { asOf: string; paid: number }, because: Because) {
      const criterion = tests(card.division, year.fiscalYear).find(({ test }) => test === 'slowSpending');
      const budget = plan.budget?.amount ?? 0;
      if (criterion?.test !== 'slowSpending' || budget === 0) return;
      const figures = { executionRate: exact(paid).div(exact(budget)), timeProgress: timeProgress(year.fiscalYear, asOf) };
      const known = await focuses.read(focusKey(year));
      const before = known?.state.criteria.includes('slowSpending') ?? false;
      if (before !== (slow(figures, criterion.behind) !== undefined)) await attend(year, because);
    },

    /** How an alert was answered says something about the management of its project. */
    async heardAlert(event: Event<'alert.treated.v1' | 'alert.escalated.v1' | 'alert.cleared.v1'>): Promise<void> {
      const { fiscalYear } = event.data;
      if (tests(event.division, fiscalYear).some(({ test }) => test === 'weakManagement')) {
        await attend({ projectCode: event.subject, fiscalYear }, because(event));
      }
    },

    async heardNotice(event: NoticeEvent): Promise<void> {
      const year = { projectCode: event.subject, fiscalYear: event.data.fiscalYear };
      if (!tests(event.division, year.fiscalYear).some(({ test }) => test === 'weakManagement')) return;
      const card = await cards.find(year.projectCode);
      if (!card) throw new Error(`nothing is known of ${year.projectCode} yet`);
      const notice = [BECOMES[event.type], event.sequence] as const;
      await focuses.absorb(focusKey(year), (state) => noted(state, card, event.data.rectificationId, notice));
      await attend(year, because(event));
    },

    /** How the project stands, with the words and the article of it. */
    async of(year: Year): Promise<FocusView> {
      const state = (await focuses.read(focusKey(year)))?.state;
      const said = state && state.at > 0 ? await focuses.event(focusKey(year), state.at, 'focus.changed.v1') : undefined;
      const { key = false, kinds = [] } = state ?? {};
      return { key, kinds, reasons: said?.data.reasons ?? [], ...(said ? { basis: said.data.basis } : {}) };
    },

    move: (year: Year, card: ProjectCard) => focuses.absorb(focusKey(year), (state) => moveFocus(state, card)),

    /** `PUT /monitoring/{projectCode}/{fiscalYear}/key`. */
    async choose(year: Year, choice: Choice, circumstances: Circumstances): Promise<Outcome> {
      const card = await cards.find(year.projectCode);
      const { actor } = circumstances;
      if (!card || !sees(actor, card)) return { outcome: 'absent' };
      if (!mayChoose(actor, card)) return { outcome: 'forbidden', says: '重点监控项目由主管部门或者财政部门选取' };
      if (card.withdrawn) return { outcome: 'conflict', says: '项目已经撤回，不再监控' };
      const plan = (await plans.read(planKey(year)))?.state;
      if (plan?.archived) return { outcome: 'conflict', says: `${year.fiscalYear}年度已经归档，不再监控` };
      const facts = await factsOf(year, card, plan);
      const policy = policyFor(card.division, year.fiscalYear);
      return decide(year, card, circumstances, (known) => choose(known, within(actor, card), year, choice, facts, policy));
    },
  };
}

const CHOOSERS = ['department', 'finance-section', 'finance-performance'] as const;

/** The actor with only those roles that choose and that reach the project. */
function within(actor: Actor, card: ProjectCard): Actor {
  return { ...actor, roles: CHOOSERS.filter((role) => actor.roles.includes(role) && sees({ ...actor, roles: [role] }, card)) };
}

function mayChoose(actor: Actor, card: ProjectCard): boolean {
  return within(actor, card).roles.length > 0;
}

function because({ time, correlationid, id, hops }: Pick<Event, 'time' | 'correlationid' | 'id' | 'hops'>): Because {
  return { time, correlation: correlationid, cause: { id, hops } };
}
