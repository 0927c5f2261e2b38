import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { AdjustmentReason, BudgetBook, Subject } from '../../shared/policy/policy.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { judgeOf, mandateOf } from '../../shared/review/mandate.ts';
import { enrolled, rollKey } from '../../shared/review/roll.ts';
import { type Actor, sees } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Known, Outcome } from '../../shared/values/decision.ts';
import type { Ports, ProjectCard, ProjectEvent } from './ports.ts';
import { openRecords } from './records.ts';
import { adjust } from './rules/adjustment.ts';
import { agreedIn, type Earlier } from './rules/chain.ts';
import { type CheckReport, check } from './rules/check.ts';
import { commission } from './rules/commission.ts';
import { type BudgetEvent, hearBudget, hearProject } from './rules/facts.ts';
import { file, type Submission } from './rules/filing.ts';
import type { GoalsForm, Yardstick } from './rules/form.ts';
import { type Commission, commissionOf, current, type GoalsDecision, type GoalsState } from './rules/goals.ts';
import { type Review, review, unlent } from './rules/review.ts';
import { changesSince } from './rules/since.ts';
import { hearReading } from './rules/spending.ts';
import { withdraw } from './rules/withdrawal.ts';
import { goalsKey, versionViews, viewOf, type Which } from './view.ts';

type FiledEvent = Event<'goals.submitted.v1' | 'goals.adjusted.v1'>;

export type AdjustmentForm = GoalsForm & { readonly reason: AdjustmentReason; readonly explanation: string };

export function openCommands({ goals, rolls, cards, delegations, precedents }: Ports) {
  const aggregate = ({ projectCode, fiscalYear }: Which, { division }: ProjectCard) => ({
    key: goalsKey({ projectCode, fiscalYear }),
    subject: projectCode,
    division,
    fiscalYear,
  });

  const submission = (
    card: ProjectCard,
    fiscalYear: number,
    form: GoalsForm,
    { actor, time }: Circumstances,
    more: Partial<Yardstick> = {},
  ): Submission => {
    const { requestedAmount, investment, startsOn, endsOn, subject, budgetBook } = card;
    const policy = policyFor(card.division, fiscalYear);
    const report = check(form, { policy, fiscalYear, requestedAmount, investment, startsOn, endsOn, subject, budgetBook, ...more });
    const { document } = report.draft;
    return {
      project: card,
      fiscalYear,
      report,
      digest: document && short(canonical(document)),
      person: short(actor.sub),
      today: shanghaiDate(time),
    };
  };

  /** Decides on goals that are there, for somebody who may know of them: by place, or as the third party that they are commissioned to. */
  const decideOn = async (
    which: Which,
    circumstances: Circumstances,
    reader: Actor,
    rule: (known: Known<GoalsState>, card: ProjectCard) => GoalsDecision | Promise<GoalsDecision>,
  ): Promise<Outcome> => {
    const card = await cards.find(which.projectCode);
    if (!card) return { outcome: 'absent' };
    return goals.decide(aggregate(which, card), circumstances, (known) =>
      known && mayRead(known.state, card, reader, circumstances.time) ? rule(known, card) : { outcome: 'absent' },
    );
  };

  const readable = async (which: Which, actor: Actor, time: string): Promise<Known<GoalsState> | undefined> => {
    const [card, known] = await Promise.all([cards.find(which.projectCode), goals.read(goalsKey(which))]);
    return card && known && mayRead(known.state, card, actor, time) ? known : undefined;
  };

  return {
    ...openRecords({ goals, cards }),

    /** Changes nothing. */
    async check(
      form: GoalsForm,
      yardstick: Omit<Yardstick, 'policy'> & { readonly division: string; readonly projectCode?: string | undefined },
      actor: Actor,
    ): Promise<CheckReport | undefined> {
      const { division, fiscalYear, projectCode } = yardstick;
      const card = projectCode === undefined ? undefined : await cards.find(projectCode);
      if (projectCode !== undefined && !(card && sees(actor, card))) return undefined;
      const before = card && (await precedents.of(card, fiscalYear, form, actor));
      return check(form, { ...yardstick, ...before, policy: policyFor(division, fiscalYear) });
    },

    /** What the goals of such a project have to cover; all that the government has where subject or book is left open. */
    templates(division: string, fiscalYear: number, subject?: Subject, budgetBook?: BudgetBook) {
      const { templates } = policyFor(division, fiscalYear).goals;
      const fits = templates.value.filter(
        ({ subjects, books }) =>
          (subject === undefined || subjects === undefined || subjects.includes(subject)) &&
          (budgetBook === undefined || books === undefined || books.includes(budgetBook)),
      );
      return fits.map(({ kind, name, article, level, aspects }) => ({
        kind,
        name,
        article,
        level,
        aspects: aspects.map((aspect) => ({ key: aspect.key, name: aspect.name })),
      }));
    },

    async file(which: Which, form: GoalsForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      const card = await cards.await(which.projectCode);
      if (!card || !sees(actor, card)) return { outcome: 'absent' };
      const filed = submission(card, which.fiscalYear, form, circumstances, await precedents.of(card, which.fiscalYear, form, actor));
      const policy = policyFor(card.division, which.fiscalYear);
      return goals.decide(aggregate(which, card), circumstances, async (known) =>
        file(known, actor, { ...filed, earlier: await earlier(which, known?.state) }, policy),
      );
    },

    async adjust(which: Which, { reason, explanation, ...form }: AdjustmentForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor } = circumstances;
      return decideOn(which, circumstances, actor, async ({ state, ...known }, card) => {
        const issuedAmount = state.issued?.amount;
        const before = await precedents.of(card, which.fiscalYear, form, actor);
        // What is asked for by a budget adjustment is not what the project asked for once.
        const more = { ...before, issuedAmount, ...(reason === 'budgetAdjustment' ? { requestedAmount: undefined } : {}) };
        const filed = submission(card, which.fiscalYear, form, circumstances, more);
        const adjustment = { ...filed, earlier: await earlier(which, state), reason, explanation };
        const policy = policyFor(card.division, which.fiscalYear);
        return adjust({ state, ...known }, actor, adjustment, policy);
      });
    },

    /** `onBehalfOf`: the delegation by which somebody else's roles count. */
    async review(
      which: Which,
      { onBehalfOf, ...given }: Review & { readonly onBehalfOf?: string | undefined },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const { actor, time } = circumstances;
      const { fiscalYear } = which;
      const [person, today] = [short(actor.sub), shanghaiDate(time)];
      const lent =
        onBehalfOf === undefined ? undefined : mandateOf(await delegations.find(onBehalfOf), { actor, person, kind: 'goals', today });
      const mandate = lent?.ok ? lent.mandate : undefined;
      return decideOn(which, circumstances, judgeOf(actor, { mandate }), async (known, project) => {
        if (lent?.ok === false) return unlent(lent.says);
        const policy = policyFor(project.division, fiscalYear);
        const document = await documentOf(which, known.state);
        return review(known, actor, given, { project, fiscalYear, policy, today, person, mandate, document });
      });
    },

    async commission(which: Which, given: Commission, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time } = circumstances;
      return decideOn(which, circumstances, actor, (known, project) => {
        const policy = policyFor(project.division, which.fiscalYear);
        return commission(known, actor, given, { project, fiscalYear: which.fiscalYear, policy, today: shanghaiDate(time) });
      });
    },

    async withdraw(which: Which, reason: string | undefined, circumstances: Circumstances): Promise<Outcome> {
      const { fiscalYear } = which;
      const { actor } = circumstances;
      return decideOn(which, circumstances, actor, (known, project) => withdraw(known, actor, reason, { project, fiscalYear }));
    },

    /** What changed since a version of the contents; left out: since the reader's own organisation last agreed. */
    async changes(which: Which, since: number | undefined, actor: Actor, time: string) {
      const known = await readable(which, actor, time);
      if (!known) return undefined;
      const history = await goals.history(goalsKey(which));
      const policy = policyFor(known.state.division, which.fiscalYear);
      const found = changesSince(history, { since, actor, policy });
      return found && { ...which, ...found };
    },

    async view(which: Which, actor: Actor, time: string) {
      const known = await readable(which, actor, time);
      if (!known) return undefined;
      const history = await goals.history(goalsKey(which));
      const policy = policyFor(known.state.division, which.fiscalYear);
      const shown = viewOf(which, known.state, history, actor, policy);
      return { view: { ...shown, ...(await alikeFor(which, shown, actor)) }, version: known.version };
    },

    /** `GET …/form.xlsx`: 绩效目标申报表 of the contents that `GET` shows; it imports again unchanged. */
    async form(which: Which, actor: Actor, time: string) {
      const known = await readable(which, actor, time);
      const history = known ? await goals.history(goalsKey(which)) : [];
      const filed = history.find(({ sequence }) => known && sequence === current(known.state)?.documentAt);
      if (!known || (filed?.type !== 'goals.submitted.v1' && filed?.type !== 'goals.adjusted.v1')) return undefined;
      const [{ writeGoals }, { writePages }] = await Promise.all([
        import('../../shared/forms/goals-form.ts'),
        import('../../shared/workbook/write.ts'),
      ]);
      const page = writeGoals({ ...which, projectName: known.state.name }, filed.data.goals);
      return { name: `${which.projectCode}-${which.fiscalYear}-绩效目标申报表.xlsx`, bytes: await writePages([page]) };
    },

    async versions(which: Which, actor: Actor, time: string) {
      const known = await readable(which, actor, time);
      return known && versionViews(await goals.history(goalsKey(which)), actor);
    },

    hearDelegation: delegations.hear,

    /** The project changed: its card, and the name and place of its goals in the worklists. */
    async hearProject(event: ProjectEvent): Promise<void> {
      await cards.hear(event);
      if (event.type !== 'project.revised.v1') return;
      const card = await cards.find(event.subject);
      if (!card) return;
      for (const fiscalYear of yearsOf(card)) {
        await goals.absorb(goalsKey({ projectCode: card.projectCode, fiscalYear }), (state) => hearProject(state, card));
      }
    },

    /** Kept where the government's common indicators are computed from it; nowhere else does it cost a write. */
    async hearReading(event: Event<'reading.recorded.v1'>): Promise<void> {
      const { fiscalYear } = event.data;
      if (policyFor(event.division, fiscalYear).goals.commonIndicators.value.length === 0) return;
      await goals.absorb(goalsKey({ projectCode: event.subject, fiscalYear }), (state) => hearReading(state, event));
    },

    /** What was filed: the night finds it, and later filings are compared with it; an adjustment is no text of its own. */
    async hearFiled(event: FiledEvent): Promise<void> {
      await enrol(event);
      if (event.type === 'goals.submitted.v1') await precedents.hearFiled(event);
    },

    hearActuals: precedents.hearActuals,

    async hearBudget(event: BudgetEvent): Promise<void> {
      const which = { projectCode: event.subject, fiscalYear: event.data.fiscalYear };
      await goals.absorb(goalsKey(which), (state) => hearBudget(state, event));
    },
  };

  /** GO-28: what was pointed out to the author without a name has one for whoever may see that project. */
  async function alikeFor(which: Which, shown: ReturnType<typeof viewOf>, actor: Actor) {
    if (!shown.findings.some(({ rule }) => rule === 'GO-28')) return {};
    const card = await cards.find(which.projectCode);
    return card && { alike: (await precedents.of(card, which.fiscalYear, shown, actor)).alike };
  }

  /** What was filed before, as far as steps have agreed on it: a change since then opens only the steps that it touches. */
  async function earlier(which: Which, state: GoalsState | undefined): Promise<ReadonlyMap<number, Earlier>> {
    const found = new Map<number, Earlier>();
    const { approved } = state ?? {};
    for (const at of new Set([...Object.values(agreedIn(state)), ...(approved ? [approved.documentAt] : [])])) {
      const event = at === 0 ? undefined : await filedAt(which, at);
      if (event) found.set(at, { document: event.data.goals, policy: event.data.policy.version });
    }
    return found;
  }

  async function filedAt(which: Which, at: number) {
    const key = goalsKey(which);
    return (await goals.event(key, at, 'goals.submitted.v1')) ?? goals.event(key, at, 'goals.adjusted.v1');
  }

  /** The night finds goals under review by division, year and chain. Heard, not written with the filing, whose units the first of a year would pass. */
  async function enrol({ division, data: { fiscalYear, pinned } }: FiledEvent): Promise<void> {
    if (pinned !== undefined) await rolls.absorb(rollKey(division), (roll) => enrolled(roll, division, fiscalYear, pinned));
  }

  /** What a review is about: the contents last filed. */
  async function documentOf(which: Which, state: GoalsState) {
    const contents = current(state);
    const filed = contents && (await filedAt(which, contents.documentAt));
    if (!filed) throw new Error(`${goalsKey(which)} has no document at ${contents?.documentAt}`);
    return filed.data.goals;
  }
}

export type Commands = ReturnType<typeof openCommands>;

/** Enough to tell two apart, small enough for a state. */
function short(text: string): string {
  return digestOf(text).slice(7, 23);
}

function mayRead(state: GoalsState, card: ProjectCard, actor: Actor, time: string): boolean {
  return !card.secret && (sees(actor, card) || commissionOf(state, actor, shanghaiDate(time)) !== undefined);
}

/** The budget years in which goals may have been filed: a little around the project's own. */
function yearsOf({ startsOn, endsOn }: ProjectCard): number[] {
  const first = Number(startsOn.slice(0, 4)) - 1;
  const last = Math.min(Number(endsOn.slice(0, 4)) + 1, first + 12);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
