import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import { policyFor, recallFor } from '../../shared/policy/resolve.ts';
import { type Delegation, type Reviewer, reviewerOf } from '../../shared/review/mandate.ts';
import { enrolled, type Roll, rollKey } from '../../shared/review/roll.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Known, Ledger, Listener, Outcome } from '../../shared/values/decision.ts';
import { recomputation } from '../../shared/values/recomputation.ts';
import {
  type AssessmentDecision,
  type AssessmentEvent,
  type AssessmentState,
  brief,
  type Ground,
  isCommissioned,
  type ProjectCard,
  placed,
  unlent,
} from './rules/assessment.ts';
import { agreedIn, type Earlier } from './rules/chain.ts';
import { commission } from './rules/commission.ts';
import { type Conclusion, conclude } from './rules/conclusion.ts';
import { type Confirmation, conditionsOf, confirm, type Fulfilment, fulfil } from './rules/conditions.ts';
import { assessIndependently, type Independently } from './rules/independent.ts';
import { recomputed } from './rules/recompute.ts';
import { attachmentsOf, isOurs, type Report, type Soundness } from './rules/report.ts';
import { type Return, sendBack } from './rules/return.ts';
import { type Opinion, opine } from './rules/review.ts';
import { suited } from './rules/sheet.ts';
import { changesSince } from './rules/since.ts';
import { isRepeated, submit } from './rules/submission.ts';
import { type Voice, voicesIn } from './rules/voices.ts';
import { withdraw } from './rules/withdrawal.ts';
import { viewOf } from './view.ts';

type ProjectEvent = Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>;

/** What the commands need of the world. */
export interface Ports {
  readonly assessments: Ledger<AssessmentState, AssessmentEvent> &
    Listener<AssessmentState> & { history(key: string): Promise<readonly Event[]> };
  readonly cards: {
    find(projectCode: string): Promise<ProjectCard | undefined>;
    /** The same, but waits a moment for a project that was registered in the last breath. */
    await(projectCode: string): Promise<ProjectCard | undefined>;
    hear(event: ProjectEvent): Promise<void>;
  };
  readonly rolls: Listener<Roll>;
  readonly delegations: {
    /** Waits a moment for one that was given in the last breath. */
    find(id: string): Promise<Delegation | undefined>;
    hear(event: Event<'delegation.granted.v1' | 'delegation.revoked.v1'>): Promise<void>;
  };
  readonly attachments: { inspect(ids: Iterable<string>): Promise<ReadonlyMap<string, Soundness>> };
}

/** Which assessment: of a project, for a fiscal year. */
export interface Which {
  readonly projectCode: string;
  readonly fiscalYear: number;
}

export const assessmentKey = ({ projectCode, fiscalYear }: Which) => `assessment#${projectCode}#${fiscalYear}`;

type Rule = (known: Parameters<typeof submit>[0], ground: Ground) => AssessmentDecision | Promise<AssessmentDecision>;

/** `onBehalfOf`: the delegation by which somebody else's roles count. */
export type InName<Form> = Form & { readonly onBehalfOf?: string | undefined };

export function openCommands({ assessments, rolls, cards, delegations, attachments }: Ports) {
  const ground = (card: ProjectCard, fiscalYear: number, time: string): Ground => ({
    card,
    today: shanghaiDate(time),
    policy: suited(policyFor(card.division, fiscalYear), card.subject),
  });

  const decide = (which: Which, card: ProjectCard | undefined, circumstances: Circumstances, rule: Rule): Promise<Outcome> => {
    if (!card) return Promise.resolve({ outcome: 'absent' });
    const { projectCode, fiscalYear } = which;
    const aggregate = { key: assessmentKey(which), subject: projectCode, division: card.division, fiscalYear };
    const standing = ground(card, fiscalYear, circumstances.time);
    return assessments.decide(aggregate, circumstances, (known) => rule(known, standing));
  };

  /** What the vault holds of one file, if it is this government's. */
  const inspect = async (id: string | undefined, actor: Actor, card: ProjectCard | undefined) =>
    id !== undefined && card && isOurs(id, actor, card) ? attachments.inspect([id]) : new Map<string, Soundness>();

  /** Decides in whose name the actor and then by the rule. */
  const inName = async (
    which: Which,
    onBehalfOf: string | undefined,
    circumstances: Circumstances,
    rule: (
      known: Known<AssessmentState> | undefined,
      reviewer: Reviewer,
      ground: Ground,
    ) => AssessmentDecision | Promise<AssessmentDecision>,
  ): Promise<Outcome> => {
    const { actor, time } = circumstances;
    const [card, lent] = await Promise.all([
      cards.find(which.projectCode),
      onBehalfOf === undefined ? undefined : delegations.find(onBehalfOf),
    ]);
    const who = { actor, person: short(actor.sub), kind: 'assessment', today: shanghaiDate(time) };
    const name = reviewerOf(onBehalfOf, lent, who);
    return decide(which, card, circumstances, (known, standing) => {
      if (name.ok) return rule(known, name.reviewer, standing);
      return known && sees(actor, standing.card) ? unlent(name.says) : { outcome: 'absent' };
    });
  };

  /** What a report is compared with, and the opinions that may stay: nothing where every change concerns every step. */
  const before = async (which: Which, known: Known<AssessmentState> | undefined, { policy }: Ground) => {
    const earlier = new Map<number, Earlier>();
    const isPartial = policy.assessment.chain.value.some(({ touches }) => touches !== undefined);
    const agreed = Object.values(agreedIn(known?.state.review)).filter((at) => at > 0);
    if (!isPartial || agreed.length === 0) return { earlier, voices: [] };
    const history = await assessments.history(assessmentKey(which));
    for (const event of history) {
      if (event.type === 'assessment.submitted.v1' && agreed.includes(event.sequence)) {
        earlier.set(event.sequence, { report: event.data, policy: event.data.policy.version });
      }
    }
    return { earlier, voices: voicesIn(history) };
  };

  const voices = async (which: Which): Promise<readonly Voice[]> => voicesIn(await assessments.history(assessmentKey(which)));

  const reportOf = async (which: Which, { state }: Known<AssessmentState>) => {
    const history = await assessments.history(assessmentKey(which));
    const report = history.find(({ sequence }) => sequence === state.documentAt);
    return report?.type === 'assessment.submitted.v1' ? report.data : undefined;
  };

  /** Read with the state that the decision is about: whoever commits in between makes it decide again. */
  const conditions = async (which: Which, known: Known<AssessmentState> | undefined) =>
    known?.state.status === 'concluded' ? conditionsOf(await assessments.history(assessmentKey(which))) : [];

  /** For whoever sees the project, and for the third party that the assessment is commissioned to. */
  const readable = async (which: Which, actor: Actor, time: string) => {
    const [card, known] = await Promise.all([cards.find(which.projectCode), assessments.read(assessmentKey(which))]);
    if (!card || !known || card.secret) return undefined;
    const seen = sees(actor, card);
    if (!seen && !isCommissioned(known.state, actor, shanghaiDate(time))) return undefined;
    return { card, known, thirdParty: !seen };
  };

  return {
    async submit(which: Which, report: Report, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      const card = await cards.await(which.projectCode);
      if (!card || !sees(actor, card)) return { outcome: 'absent' };
      const digest = brief(short(canonical(report)));
      const named = attachmentsOf(report).flatMap(([, id]) => (isOurs(id, actor, card) ? [id] : []));
      let looking: ReturnType<typeof attachments.inspect> | undefined;
      return decide(which, card, circumstances, async (known, standing) => {
        const repeated = isRepeated(known, digest);
        if (!repeated) looking ??= attachments.inspect(named);
        const inspected = (await looking) ?? new Map<string, Soundness>();
        const filed = { fiscalYear: which.fiscalYear, report, digest, inspected, person: short(actor.sub) };
        return submit(known, actor, { ...filed, ...(repeated ? {} : await before(which, known, standing)) }, standing);
      });
    },

    async sendBack(which: Which, { onBehalfOf, ...given }: InName<Omit<Return, keyof Reviewer>>, circumstances: Circumstances) {
      return inName(which, onBehalfOf, circumstances, async (known, reviewer, standing) => {
        const more = given.returnTo === undefined ? {} : { voices: await voices(which) };
        return sendBack(known, circumstances.actor, { ...given, ...reviewer, ...more }, standing);
      });
    },

    async withdraw(which: Which, reason: string | undefined, circumstances: Circumstances): Promise<Outcome> {
      const card = await cards.find(which.projectCode);
      return decide(which, card, circumstances, (known, standing) => withdraw(known, circumstances.actor, reason, standing));
    },

    async commission(
      which: Which,
      asked: { readonly organisation: string; readonly division?: string; readonly from?: string; readonly until: string },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const card = await cards.find(which.projectCode);
      return decide(which, card, circumstances, (known, standing) => {
        const { organisation, division = standing.card.division, from = standing.today, until } = asked;
        return commission(known, circumstances.actor, { organisation, division, from, until }, standing);
      });
    },

    async opine(which: Which, { onBehalfOf, ...given }: InName<Omit<Opinion, keyof Reviewer>>, circumstances: Circumstances) {
      return inName(which, onBehalfOf, circumstances, (known, reviewer, standing) =>
        opine(known, circumstances.actor, { ...given, ...reviewer }, standing),
      );
    },

    async conclude(which: Which, { onBehalfOf, ...given }: InName<Omit<Conclusion, keyof Reviewer>>, circumstances: Circumstances) {
      return inName(which, onBehalfOf, circumstances, (known, reviewer, standing) =>
        conclude(known, circumstances.actor, { ...given, ...reviewer }, standing),
      );
    },

    /** What changed since a version of the report; left out: since the reader's own organisation last gave its opinion. */
    async changes(which: Which, since: number | undefined, actor: Actor, time: string) {
      const seen = await readable(which, actor, time);
      if (!seen) return undefined;
      const { policy } = ground(seen.card, which.fiscalYear, time);
      const found = changesSince(await assessments.history(assessmentKey(which)), { since, actor, policy });
      return found && { ...which, ...found };
    },

    hearDelegation: delegations.hear,

    /** The night finds reports under review by division, year and chain. Heard, not written with the report, whose units the first of a year would pass. */
    async hearSubmitted({ division, data: { fiscalYear, pinned } }: Event<'assessment.submitted.v1'>): Promise<void> {
      if (pinned !== undefined) await rolls.absorb(rollKey(division), (roll) => enrolled(roll, division, fiscalYear, pinned));
    },

    async assessIndependently(which: Which, given: Independently, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      const card = await cards.find(which.projectCode);
      const inspected = await inspect(given.report, actor, card);
      const person = short(actor.sub);
      return decide(which, card, circumstances, async (known, standing) => {
        const first = known && (await reportOf(which, known));
        if (!known || !first) return { outcome: 'absent' };
        return assessIndependently(known, actor, given, { first, inspected, person }, standing);
      });
    },

    async fulfil(which: Which, given: Fulfilment, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      const card = await cards.find(which.projectCode);
      const inspected = await inspect(given.evidence, actor, card);
      return decide(which, card, circumstances, async (known, standing) =>
        fulfil(known, actor, given, await conditions(which, known), inspected, standing),
      );
    },

    async confirm(which: Which, given: Confirmation, circumstances: Circumstances): Promise<Outcome> {
      const card = await cards.find(which.projectCode);
      return decide(which, card, circumstances, async (known, standing) =>
        confirm(known, circumstances.actor, given, await conditions(which, known), standing),
      );
    },

    /** Every number made again from the events; nothing is written. */
    async recompute(which: Which, actor: Actor) {
      const [card, known] = await Promise.all([cards.find(which.projectCode), assessments.read(assessmentKey(which))]);
      if (!card || !known || !sees(actor, card)) return undefined;
      const recall = recallFor(card.division, which.fiscalYear);
      const history = await assessments.history(assessmentKey(which));
      return recomputation(
        policyIn(history) ?? recall(),
        recomputed(known.state, history, (version) => suited(recall(version), card.subject)),
      );
    },

    async view(which: Which, actor: Actor, time: string) {
      const seen = await readable(which, actor, time);
      if (!seen) return undefined;
      const { card, known, thirdParty } = seen;
      const history = await assessments.history(assessmentKey(which));
      const { policy } = ground(card, which.fiscalYear, time);
      return { view: viewOf(known.state, history, { actor, thirdParty }, policy), version: known.version };
    },

    /** The project changed: its card, and the place and name of its assessments in the worklists. */
    async hear(event: ProjectEvent): Promise<void> {
      await cards.hear(event);
      if (event.type !== 'project.revised.v1') return;
      const card = await cards.find(event.subject);
      if (!card) return;
      for (const fiscalYear of yearsOf(card)) {
        await assessments.absorb(assessmentKey({ projectCode: card.projectCode, fiscalYear }), (state) => state && placed(state, card));
      }
    },
  };
}

/** The budget years in which a project may have been assessed: from two years before it starts to the one after it ends. */
function yearsOf({ startsOn, endsOn }: ProjectCard): number[] {
  const first = Number(startsOn.slice(0, 4)) - 2;
  const last = Math.min(Number(endsOn.slice(0, 4)) + 1, first + 12);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Enough to tell two apart, small enough for a state. */
function short(text: string): string {
  return digestOf(text).slice(7, 23);
}

/** The rules that the newest event says it was decided by. */
function policyIn(history: readonly Event[]) {
  const [newest] = history.toReversed().flatMap(({ data }) => ('policy' in data ? [data.policy] : []));
  return newest;
}

export type Commands = ReturnType<typeof openCommands>;
