import type { Event } from '../../events/index.ts';
import type { ReadingDocument } from '../../events/reading.recorded.v1.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { openBulk } from './bulk.ts';
import { openChecking } from './checking.ts';
import { openFilings } from './filings.ts';
import { openFocusing } from './focusing.ts';
import { openImported } from './imported.ts';
import { openNightly } from './nightly.ts';
import type { Ports, ProjectCard } from './ports.ts';
import { openRecording } from './recording.ts';
import { openReplay } from './replay.ts';
import { type Alert, alertIdOf, type Funds, monitoringKey, move, readAlertId, reasons, UNTOUCHED, type Year } from './rules/alert.ts';
import { checkKey } from './rules/check.ts';
import { type Judgement, judge, type Measured } from './rules/judgement.ts';
import { GREEN, type Lights } from './rules/lights.ts';
import { type PaymentSignal, paymentSignal } from './rules/payment.ts';
import { heardKey, hearPlan, isIssued, type PlanEvent, planKey, rollKey } from './rules/plan.ts';
import { datedAside, type ReadingKey } from './rules/reading.ts';
import { leftOf, type Treatment, treat } from './rules/treatment.ts';
import { type Verdict, verdictOf } from './rules/year.ts';
import { openSweeps } from './sweeping.ts';
import type { AlertView, MonitoringView } from './view.ts';
import { openWatch } from './watch.ts';

/** A trial: figures of any project, or of none. */
export interface Trial extends Measured {
  readonly division: string;
  readonly period: string;
}

export type Commands = ReturnType<typeof openCommands>;

export function openCommands(ports: Ports) {
  const { cards, ledger, plans, rolls, checks, heard } = ports;
  const watch = openWatch(ports);
  const recording = openRecording(ports, watch);
  const filings = openFilings(ports);
  const focusing = openFocusing(ports, watch, filings);
  const { receive, recordAll, once } = openBulk(recording, ports);

  const visible = async (actor: Actor, projectCode: string): Promise<ProjectCard | undefined> => {
    const card = await cards.find(projectCode);
    return card && sees(actor, card) ? card : undefined;
  };
  /** What the year has: its months, its budget and what is paid of it, whether it is over. */
  const yearOf = async (year: Year, card: ProjectCard) => {
    const plan = (await plans.read(planKey(year)))?.state;
    const months = isIssued(plan) ? await watch.judged({ ...year, card, plan }) : [];
    return { months, budget: plan?.budget?.amount ?? 0, paid: months.at(-1)?.reading.paid ?? 0, archived: plan?.archived === true };
  };

  return {
    receive,
    recordAll,
    once,
    ...openSweeps(ports),
    recompute: openReplay(ports),
    night: openNightly(ports, watch, filings, focusing),
    choose: focusing.choose,
    ...openChecking(ports, watch),
    hearAlert: focusing.heardAlert,
    hearNotice: focusing.heardNotice,
    recordImported: openImported(recording),

    /** `POST /monitoring/check`: what these figures would say. Changes nothing, knows no earlier light. */
    check({ division, period, ...measured }: Trial): Judgement {
      const { monitoring } = policyFor(division, measured.fiscalYear);
      const judgement = judge(measured, monitoring);
      return { ...judgement, findings: [...datedAside({ fiscalYear: measured.fiscalYear, period }, measured.asOf), ...judgement.findings] };
    },

    async record(key: ReadingKey, reading: ReadingDocument, circumstances: Circumstances): Promise<Outcome> {
      const facts = await recording.factsOf(key, ports.openPatience());
      return recording.record(key, reading, circumstances, { facts, replayed: false });
    },

    async treat(alertId: string, treatment: Omit<Treatment, 'n'>, circumstances: Circumstances): Promise<Outcome> {
      const alert = readAlertId(alertId);
      const card = alert && (await visible(circumstances.actor, alert.projectCode));
      if (!alert || !card) return { outcome: 'absent' };
      const year = { projectCode: alert.projectCode, fiscalYear: alert.fiscalYear };
      const { archived, budget, paid } = await yearOf(year, card);
      if (archived) return { outcome: 'conflict', says: `${year.fiscalYear}年度已经归档，预警不再处理` };
      const actor = within(circumstances.actor, card);
      const policy = policyFor(card.division, year.fiscalYear);
      const aggregate = { key: monitoringKey(year), subject: year.projectCode, division: card.division, fiscalYear: year.fiscalYear };
      return ledger.decide(aggregate, circumstances, (known) =>
        treat(known, actor, year, { ...treatment, n: alert.n }, { budget, paid }, policy),
      );
    },

    /** `GET …/payment`: what the treasury may pay now. */
    async payment(year: Year, actor: Actor, time: string): Promise<(PaymentSignal & { readonly funds: Funds }) | undefined> {
      const card = await visible(actor, year.projectCode);
      if (!card) return undefined;
      const [known, { months, budget, paid }] = await Promise.all([ledger.read(monitoringKey(year)), yearOf(year, card)]);
      const funds = known?.state.funds ?? UNTOUCHED;
      const newest = months.at(-1)?.judgement;
      const { fiscalYear } = year;
      const signal = paymentSignal(
        { fiscalYear, budget, paid, funds, newest, today: shanghaiDate(time) },
        policyFor(card.division, fiscalYear),
      );
      return { ...signal, funds };
    },

    async view(year: Year, actor: Actor): Promise<MonitoringView | undefined> {
      const card = await visible(actor, year.projectCode);
      if (!card) return undefined;
      const [known, focus, check, filed, { months, budget, paid }] = await Promise.all([
        ledger.read(monitoringKey(year)),
        focusing.of(year),
        checks.read(checkKey(year)),
        filings.of(year, card),
        yearOf(year, card),
      ]);
      const state = known?.state;
      const word = verdictOf(months, check && { standing: check.state.standing, policy: policyFor(card.division, year.fiscalYear) });
      const funds = state?.funds ?? UNTOUCHED;
      const on = state && state.alert.status !== 'cleared' ? [alertView(year, state, word)] : [];
      return {
        ...year,
        lights: word?.lights ?? GREEN,
        checks: check?.state,
        months,
        alerts: on,
        alertsRaised: state?.alerts ?? 0,
        focus,
        filings: filed,
        funds: { ...funds, budget, paid, left: leftOf(budget, paid, funds) },
        version: known?.version ?? 0,
      };
    },

    /** `GET …/form.xlsx`: 绩效运行监控表 of a month, the newest unless one is named; it imports again unchanged. */
    async form(year: Year, period: string | undefined, actor: Actor) {
      const card = await visible(actor, year.projectCode);
      const plan = card && (await plans.read(planKey(year)))?.state;
      if (!card || !isIssued(plan)) return undefined;
      const months = await watch.judged({ ...year, card, plan });
      const month = period === undefined ? months.at(-1) : months.find((each) => each.period === period);
      if (!month) return undefined;
      const [{ writeMonitoring }, { writePages }] = await Promise.all([
        import('../../shared/forms/monitoring-form.ts'),
        import('../../shared/workbook/write.ts'),
      ]);
      const beside = { period: month.period, budget: plan.budget?.amount, goals: plan.goals?.indicators ?? [] };
      const page = writeMonitoring({ ...year, projectName: card.name }, beside, month.reading);
      return { name: `${year.projectCode}-${year.fiscalYear}-${month.period}-绩效运行监控表.xlsx`, bytes: await writePages([page]) };
    },

    /** A project's card; when the project moves or becomes secret, its rows follow. */
    async hearProject(event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>): Promise<void> {
      await cards.hear(event);
      const card = event.type === 'project.registered.v1' ? undefined : await cards.find(event.subject);
      if (!card) return;
      const roll = await rolls.read(rollKey(card.division));
      for (const fiscalYear of roll?.state.years ?? []) {
        const year = { projectCode: event.subject, fiscalYear };
        await ledger.absorb(monitoringKey(year), (state) => move(state, card));
        await focusing.move(year, card);
        await filings.move(year, card);
        if (card.withdrawn) await filings.follow(year, card, event.time);
        else await focusing.attend(year, becauseOf(event));
      }
    },

    /** Budget, goals, archive; with both in hand the readings that came before them are judged. */
    async hearPlan(event: PlanEvent): Promise<void> {
      const year = { projectCode: event.subject, fiscalYear: event.data.fiscalYear };
      const { division } = event;
      if (event.type === 'budget.issued.v1') {
        await rolls.absorb(rollKey(division), (roll) =>
          roll?.years.includes(year.fiscalYear) ? undefined : { division, years: [...(roll?.years ?? []), year.fiscalYear].toSorted() },
        );
      }
      await plans.absorb(planKey(year), (plan) => hearPlan(plan, event));
      if (event.type === 'evaluation.archived.v1') return;
      const place = `${event.type}/${String(event.sequence).padStart(6, '0')}`;
      await heard.lay(heardKey(year), { place, text: JSON.stringify({ id: event.id, plan: hearPlan(undefined, event) }) });
      await resettle(year, event);
    },

    /** Its own reading, heard again: what a crash left between the reading and its lights is settled here. */
    async hearReading(event: Event<'reading.recorded.v1'>): Promise<void> {
      const year = { projectCode: event.subject, fiscalYear: event.data.fiscalYear };
      const [card, known] = await Promise.all([cards.find(year.projectCode), plans.read(planKey(year))]);
      const plan = known?.state;
      if (!card || card.secret || !isIssued(plan) || plan.archived) return;
      const because = becauseOf(event);
      const { period, reading } = event.data;
      if (event.sequence === 1) await watch.settleMonth({ ...year, card, plan }, reading, because);
      else await watch.settleYear({ ...year, card, plan }, because);
      await focusing.heardReading(year, card, plan, reading, because);
      if (event.sequence === 1) await filings.filed(year, card, period, event.time);
    },
  };

  async function resettle(year: Year, event: PlanEvent): Promise<void> {
    const [card, known] = await Promise.all([cards.find(year.projectCode), plans.read(planKey(year))]);
    const plan = known?.state;
    if (!card || card.secret || !isIssued(plan) || plan.archived) return;
    await watch.settleYear({ ...year, card, plan }, becauseOf(event));
    await focusing.attend(year, becauseOf(event));
    await filings.follow(year, card, event.time);
  }

  function alertView(
    year: Year,
    state: { readonly lights: Lights; readonly alerts: number; readonly alert: Alert },
    word: Verdict | undefined,
  ): AlertView {
    const { at: _, ...alert } = state.alert;
    return { ...alert, alertId: alertIdOf(year, state.alerts), lights: state.lights, findings: word ? reasons(word) : [] };
  }
}

function becauseOf({ time, correlationid, id, hops }: Event) {
  return { time, correlation: correlationid, cause: { id, hops } };
}

/** The actor with only those roles that reach the project: a department is no department of another one's projects. */
function within(actor: Actor, card: ProjectCard): Actor {
  return { ...actor, roles: actor.roles.filter((role) => sees({ ...actor, roles: [role] }, card)) };
}
