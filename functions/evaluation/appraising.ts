import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { reviewsView } from './auditing.ts';
import { type Card, evaluationKey, type Key, openDesk, type Ports } from './ports.ts';
import { type ApplicationForm, applyResult, followUp } from './rules/application.ts';
import { resultOf, statusOf } from './rules/evaluation.ts';
import { answerExchange, procedureOf, type StepForm, takeStep } from './rules/procedure.ts';
import { type Earlier, type ReEvaluationForm, reEvaluate } from './rules/re-evaluation.ts';
import { isExpiry, type ReportForm, report } from './rules/report.ts';

/** Long enough to tell two reports apart, short enough for a small state. */
const brief = (form: object) => digestOf(canonical(form)).slice(0, 23);
const withdrawn = { outcome: 'conflict', says: '项目已经撤回' } as const;

/** What departments and finance make of a year: reports with their procedure, re-evaluations, and what follows from the result. */
export function openAppraising(ports: Ports) {
  const { evaluations } = ports;
  const { cardFor, aggregate, blank } = openDesk(ports);
  const policyOf = (card: Card, { fiscalYear }: Key) => policyFor(card.division, fiscalYear);

  return {
    async report(key: Key, organiser: 'department' | 'finance', form: ReportForm, circumstances: Circumstances): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'await');
      if (!card) return { outcome: 'absent' };
      if (card.withdrawn) return withdrawn;
      const missing = await ports.checkAttachments([{ id: form.report, at: '/report' }], card);
      const occasion = { today: shanghaiDate(circumstances.time), expiry: isExpiry(card, key.fiscalYear) };
      return evaluations.decide(aggregate(key, card), circumstances, (known) =>
        report(known, blank(key, card), circumstances.actor, organiser, form, brief(form), policyOf(card, key), missing, occasion),
      );
    },

    async takeStep(key: Key, form: StepForm, circumstances: Circumstances): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'await');
      if (!card) return { outcome: 'absent' };
      if (card.withdrawn) return withdrawn;
      const named = (form.attachments ?? []).map(({ attachmentId: id }, at) => ({ id, at: `/attachments/${at}/attachmentId` }));
      const missing = await ports.checkAttachments(named, card);
      const today = shanghaiDate(circumstances.time);
      return evaluations.decide(aggregate(key, card), circumstances, (known) =>
        takeStep(known, blank(key, card), circumstances.actor, form, today, policyOf(card, key), missing),
      );
    },

    async answerExchange(
      key: Key,
      form: { readonly opinion: 'agree' | 'disagree'; readonly says: string },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'find');
      if (!card) return { outcome: 'absent' };
      const today = shanghaiDate(circumstances.time);
      return evaluations.decide(aggregate(key, card), circumstances, (known) => answerExchange(known, form, today));
    },

    async reEvaluate(key: Key, form: ReEvaluationForm, circumstances: Circumstances): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'await');
      if (!card) return { outcome: 'absent' };
      if (card.withdrawn) return withdrawn;
      const missing = await ports.checkAttachments([{ id: form.report, at: '/report' }], card);
      const expiry = isExpiry(card, key.fiscalYear);
      return evaluations.decide(aggregate(key, card), circumstances, async (known) => {
        const earlier = known && earlierOf(await evaluations.history(evaluationKey(key)), form.of);
        return reEvaluate(known, blank(key, card), circumstances.actor, form, brief(form), policyOf(card, key), earlier, expiry, missing);
      });
    },

    async applyResult(key: Key, form: ApplicationForm, circumstances: Circumstances): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'find');
      if (!card) return { outcome: 'absent' };
      const today = shanghaiDate(circumstances.time);
      const published = await ports.dossier.every(key.projectCode, `project#${key.projectCode}`, 'project.disclosed.v1');
      const disclosed = published.some(({ data }) => data.fiscalYear === key.fiscalYear && data.scope.includes('evaluation'));
      return evaluations.decide(aggregate(key, card), circumstances, (known) =>
        applyResult(known, circumstances.actor, form, today, policyOf(card, key), disclosed),
      );
    },

    async followUp(
      key: Key,
      application: number,
      form: { readonly done: boolean; readonly says: string },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'find');
      if (!card) return { outcome: 'absent' };
      const today = shanghaiDate(circumstances.time);
      return evaluations.decide(aggregate(key, card), circumstances, (known) => followUp(known, application, form, today));
    },

    /** `GET /evaluations/{projectCode}/{fiscalYear}`: where it stands, and every document as it was sent last. */
    async view(key: Key, actor: Actor) {
      const card = await cardFor(actor, key.projectCode, 'find');
      const known = card && (await evaluations.read(evaluationKey(key)));
      if (!known) return undefined;
      const { state, version } = known;
      const events = await evaluations.history(evaluationKey(key));
      const of = <Type extends Event['type']>(type: Type) => events.filter((event): event is Event<Type> & Event => event.type === type);
      const reported = (organiser: string) => of('evaluation.reported.v1').findLast(({ data }) => data.organiser === organiser)?.data;
      return {
        state,
        version,
        status: statusOf(state),
        reviewed: reviewsView(state, events, actor),
        result: resultOf(state),
        self: of('evaluation.self-evaluated.v1').at(-1)?.data,
        check: of('evaluation.spot-checked.v1').at(-1)?.data,
        draft: of('evaluation.check-drafted.v1').at(-1)?.data,
        department: reported('department'),
        finance: reported('finance'),
        reEvaluation: of('evaluation.re-evaluated.v1').at(-1)?.data,
        procedure: procedureOf(events),
        steps: of('evaluation.stepped.v1').map(({ data }) => data),
        answer: of('evaluation.answered.v1').at(-1)?.data,
        applications: of('evaluation.result-applied.v1').map(({ data, time, actorname: by }) => ({ ...data, time, by })),
        followUps: of('evaluation.followed-up.v1').map(({ data, time, actorname: by }) => ({ ...data, time, by })),
      };
    },
  };
}

const RESULTS = ['self', 'spotCheck', 'department', 'finance'] as const;

/** The evaluation that `of` names: by the id of its event, or by who made it (the newest one). */
function earlierOf(events: readonly Event[], of: string): Earlier | undefined {
  const results = events.flatMap((event) => {
    const result = resultIn(event);
    return result ? [{ event: event.id, hash: event.hash, ...result }] : [];
  });
  return results.findLast(({ event, by }) => event === of || (RESULTS.some((each) => each === of) && by === of));
}

function resultIn(event: Event): Pick<Earlier, 'by' | 'total' | 'grade'> | undefined {
  switch (event.type) {
    case 'evaluation.self-evaluated.v1':
      return { by: 'self', total: event.data.sheet.total, grade: event.data.sheet.grade };
    case 'evaluation.spot-checked.v1':
      return { by: 'spotCheck', total: event.data.sheet.total, grade: event.data.sheet.grade };
    case 'evaluation.reported.v1':
      return { by: event.data.organiser, total: event.data.total, grade: event.data.grade };
    default:
      return undefined;
  }
}
