import type { Event } from '../../events/index.ts';
import type { CheckDocument } from '../../events/monitoring.checked.v1.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { finding } from '../../shared/values/finding.ts';
import type { Ports } from './ports.ts';
import type { Year } from './rules/alert.ts';
import { check, checkKey } from './rules/check.ts';
import { isIssued, planKey } from './rules/plan.ts';
import type { Watch } from './watch.ts';

type Because = Omit<Circumstances, 'actor'>;

export interface CheckView {
  readonly check: number;
  readonly by: 'department' | 'finance';
  readonly recordedAt: string;
  readonly document: CheckDocument;
}

/** 项目检查: on-site checks by the department or finance; a serious one raises an alert. */
export function openChecking({ cards, plans, checks }: Pick<Ports, 'cards' | 'plans' | 'checks'>, watch: Watch) {
  async function settle(year: Year, because: Because): Promise<void> {
    const [card, plan] = await Promise.all([cards.find(year.projectCode), plans.read(planKey(year))]);
    if (!card || card.secret || !isIssued(plan?.state) || plan.state.archived) return;
    await watch.settleYear({ ...year, card, plan: plan.state }, because);
  }

  return {
    /** `POST /monitoring/{projectCode}/{fiscalYear}/checks`. */
    async inspect(year: Year, document: CheckDocument, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time, correlation } = circumstances;
      const [card, plan] = await Promise.all([cards.find(year.projectCode), plans.read(planKey(year))]);
      if (!card || !sees(actor, card)) return { outcome: 'absent' };
      const roles = CHECKERS.filter((role) => actor.roles.includes(role) && sees({ ...actor, roles: [role] }, card));
      if (roles.length === 0) return { outcome: 'forbidden', says: '项目检查由主管部门或者财政部门开展' };
      if (card.withdrawn) return { outcome: 'conflict', says: '项目已经撤回，不再监控' };
      if (plan?.state.archived) return { outcome: 'conflict', says: `${year.fiscalYear}年度已经归档，不再监控` };
      const policy = policyFor(card.division, year.fiscalYear);
      if (!isIssued(plan?.state)) {
        const says = `${year.fiscalYear}年度预算和绩效目标尚未批复下达，没有可检查的内容`;
        return { outcome: 'refused', findings: [finding('MO-01', '', says, policy.gates.G4.basis)] };
      }
      const { projectCode, fiscalYear } = year;
      const aggregate = { key: checkKey(year), subject: projectCode, division: card.division, fiscalYear };
      const by: Actor = { ...actor, roles };
      const outcome = await checks.decide(aggregate, circumstances, (known) =>
        check(known, by, year, document, shanghaiDate(time), policy),
      );
      // Also when it was taken before: whoever took it may have died before the light was settled.
      if (outcome.outcome === 'accepted' || outcome.outcome === 'repeated') {
        const n = Number(outcome.answer.check);
        await settle(year, { time, correlation, cause: { id: `${aggregate.key}/${n}`, hops: 0 } });
      }
      return outcome;
    },

    async checksOf(year: Year, actor: Actor): Promise<readonly CheckView[] | undefined> {
      const card = await cards.find(year.projectCode);
      if (!card || !sees(actor, card)) return undefined;
      const events = await checks.history(checkKey(year));
      return events.flatMap((event) =>
        event.type === 'monitoring.checked.v1'
          ? [{ check: event.data.check, by: event.data.by, recordedAt: event.time, document: event.data.document }]
          : [],
      );
    },

    /** Its own check, heard again: what a crash left between the check and the light is settled here. */
    async hearCheck({ subject, data, time, correlationid, id, hops }: Event<'monitoring.checked.v1'>): Promise<void> {
      await settle({ projectCode: subject, fiscalYear: data.fiscalYear }, { time, correlation: correlationid, cause: { id, hops } });
    },
  };
}

const CHECKERS = ['department', 'finance-section', 'finance-performance'] as const;
