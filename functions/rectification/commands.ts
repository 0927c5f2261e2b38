import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { openNightly, SYSTEM } from './nightly.ts';
import { type Ports, type ProjectEvent, rollKey, rosterKey } from './ports.ts';
import { type Confirmation, confirm } from './rules/confirmation.ts';
import { issueByHand } from './rules/hand.ts';
import { afterReport, afterSpotCheck, afterTreatment, issue, type Notice } from './rules/notice.ts';
import { idOf, move, type ProjectCard, placeOf, readId, rectificationKey, type Which } from './rules/rectification.ts';
import { isOurs, type ReplyForm, reply } from './rules/reply.ts';
import { viewOf } from './view.ts';

/** What raises a notice without anybody asking for it. */
export type Cause = Event<'alert.treated.v1' | 'evaluation.spot-checked.v1' | 'evaluation.reported.v1' | 'evaluation.re-evaluated.v1'>;

export type Commands = ReturnType<typeof openCommands>;

export function openCommands(ports: Ports) {
  const { ledger, rosters, rolls, cards, attachments } = ports;

  const aggregate = (which: Which, division: string) => ({
    key: rectificationKey(which),
    subject: which.projectCode,
    division,
    fiscalYear: which.fiscalYear,
  });
  const visible = async (id: string, actor: Actor): Promise<{ which: Which; card: ProjectCard } | undefined> => {
    const which = readId(id);
    const card = which && (await cards.find(which.projectCode));
    return which && card && sees(actor, card) ? { which, card } : undefined;
  };
  const personOf = ({ sub }: Actor) => digestOf(sub).slice(7, 19);
  const settingOf = ({ actor, time }: Circumstances, { fiscalYear }: Which, card: ProjectCard) => ({
    card,
    today: shanghaiDate(time),
    policy: policyFor(card.division, fiscalYear),
    person: personOf(actor),
  });

  /** Before the notice itself: what a crash leaves is a line that leads nowhere, never a notice that nobody finds. */
  const enrol = async (which: Which, division: string): Promise<void> => {
    await rosters.absorb(rosterKey(which.projectCode), (roster) =>
      roster?.notices.includes(idOf(which)) ? undefined : { notices: [...(roster?.notices ?? []), idOf(which)].toSorted() },
    );
    await rolls.absorb(rollKey(division), (roll) =>
      roll?.years.includes(which.fiscalYear) ? undefined : { division, years: [...(roll?.years ?? []), which.fiscalYear].toSorted() },
    );
  };

  return {
    night: openNightly(ports),

    async issue({ projectCode, fiscalYear }: Omit<Which, 'reference'>, notice: Notice, circumstances: Circumstances): Promise<Outcome> {
      const { actor, request } = circumstances;
      const card = await cards.await(projectCode);
      if (!card || !sees(actor, card)) return { outcome: 'absent' };
      const reference = `H${digestOf(canonical([actor.sub, request?.key ?? '', fiscalYear])).slice(7, 17)}`;
      const which = { projectCode, fiscalYear, reference };
      const { today, policy } = settingOf(circumstances, which, card);
      const rule = (known: Parameters<typeof issueByHand>[0]) => issueByHand(known, which, actor, notice, { place: card, today, policy });
      // What is refused must leave nothing, not even a line in the roster.
      if (!(await ledger.read(rectificationKey(which)))) {
        const foreseen = rule(undefined);
        if (foreseen.outcome !== 'accepted' && foreseen.outcome !== 'unchanged') return foreseen;
      }
      await enrol(which, card.division);
      return ledger.decide(aggregate(which, card.division), circumstances, rule);
    },

    async reply(id: string, form: ReplyForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      const seen = await visible(id, actor);
      if (!seen) return { outcome: 'absent' };
      const { which, card } = seen;
      const inspected = await attachments.inspect(form.evidence.filter((each) => isOurs(each, actor, card)));
      const setting = { ...settingOf(circumstances, which, card), inspected };
      return ledger.decide(aggregate(which, card.division), circumstances, (known) => reply(known, which, actor, form, setting));
    },

    async confirm(id: string, confirmation: Confirmation, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      const seen = await visible(id, actor);
      if (!seen) return { outcome: 'absent' };
      const { which, card } = seen;
      const setting = settingOf(circumstances, which, card);
      return ledger.decide(aggregate(which, card.division), circumstances, (known) => confirm(known, which, actor, confirmation, setting));
    },

    async view(id: string, actor: Actor) {
      const seen = await visible(id, actor);
      if (!seen) return undefined;
      const key = rectificationKey(seen.which);
      const known = await ledger.read(key);
      return known && { view: viewOf(seen.which, known.state, await ledger.history(key), actor), version: known.version };
    },

    /** 监控、抽查复核、部门评价、财政评价: what orders to mend. Its day is the event's, so that hearing it late sets no other date. */
    async hearCause(event: Cause): Promise<void> {
      const { subject: projectCode, division, time, correlationid: correlation } = event;
      const { fiscalYear } = event.data;
      const policy = policyFor(division, fiscalYear);
      const raised = raisedBy(event, policy);
      if (!raised) return;
      const which = { projectCode, fiscalYear, reference: raised.reference };
      const card = await cards.find(projectCode);
      if (card?.secret) return;
      await enrol(which, division);
      // Of a project that nobody here has heard of yet the place is filled in when it is.
      const place = placeOf(card ?? { division, departmentCode: '', unitCode: '', name: projectCode });
      const circumstances = { actor: SYSTEM, time, correlation, cause: { id: event.id, hops: event.hops } };
      const { outcome } = await ledger.decide(aggregate(which, division), circumstances, (known) =>
        issue(known, which, raised.notice, { place, today: shanghaiDate(time), policy }),
      );
      if (outcome !== 'accepted' && outcome !== 'unchanged') throw new Error(`${idOf(which)} could not be issued: ${outcome}`);
    },

    /** The project changed: its card, and with it the rows of its notices. */
    async hearProject(event: ProjectEvent): Promise<void> {
      await cards.hear(event);
      const [card, roster] = await Promise.all([cards.find(event.subject), rosters.read(rosterKey(event.subject))]);
      if (!card) return;
      for (const id of roster?.state.notices ?? []) {
        const which = readId(id);
        if (which) await ledger.absorb(rectificationKey(which), (state) => move(state, card));
      }
    },
  };
}

function raisedBy(event: Cause, policy: ReturnType<typeof policyFor>) {
  switch (event.type) {
    case 'alert.treated.v1':
      return afterTreatment(event, policy);
    case 'evaluation.spot-checked.v1':
      return afterSpotCheck(event, policy);
    case 'evaluation.reported.v1':
    case 'evaluation.re-evaluated.v1':
      return afterReport(event, policy);
  }
}
