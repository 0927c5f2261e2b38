import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { Frame, FramedSubject } from '../../shared/policy/frames.ts';
import type { Policy, RuleSetId, Subject } from '../../shared/policy/policy.ts';
import { policyFor, recallFor } from '../../shared/policy/resolve.ts';
import { SCORING } from '../../shared/policy/scoring.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { recomputation } from '../../shared/values/recomputation.ts';
import { openAppraising } from './appraising.ts';
import type { ArchiveView } from './archive.ts';
import { openAuditing } from './auditing.ts';
import { openCoverage } from './coverage.ts';
import { type Card, evaluationKey, type Key, openDesk, type Ports } from './ports.ts';
import { placed } from './rules/evaluation.ts';
import { type ScoreForm, type ScoreSheet, scaleOf } from './rules/form.ts';
import { type FrameInputs, type FrameSheet, scoreFrame } from './rules/frame.ts';
import type { Framing } from './rules/framed.ts';
import { score } from './rules/score.ts';
import { type SelfForm, selfEvaluate, type Yardstick } from './rules/self-evaluation.ts';
import { spotCheck } from './rules/spot-checking.ts';
import type { Verification } from './rules/verification.ts';

export function openCommands(ports: Ports) {
  const { evaluations, cards, dossier, patiently } = ports;

  const { cardFor, aggregate, blank } = openDesk(ports);
  const yardstick = async ({ projectCode, fiscalYear }: Key, { division, subject }: Card): Promise<Yardstick> => {
    const policy = policyFor(division, fiscalYear);
    const goals = await patiently(() => dossier.newest(projectCode, `goals#${projectCode}#${fiscalYear}`, 'goals.approved.v1'));
    const issued =
      (await dossier.newest(projectCode, `project#${projectCode}`, 'budget.changed.v1', fiscalYear)) ??
      (await dossier.newest(projectCode, `project#${projectCode}`, 'budget.issued.v1', fiscalYear));
    const changed = await dossier.newest(projectCode, `project#${projectCode}`, 'budget.changed.v1', fiscalYear);
    const reading = await dossier.newest(projectCode, `reading#${projectCode}#${fiscalYear}#`, 'reading.recorded.v1');
    return {
      goals,
      budget: (changed ?? issued)?.data.approvedAmount,
      paid: reading?.data.reading.paid,
      policy,
      ruleSet: SCORING[policy.evaluation.ruleSet.value],
      framing: (await framerOf(subject))(policy),
    };
  };
  const coverage = openCoverage(ports);
  const appraising = openAppraising(ports);
  const { reviewing, enrolled, filing, ...auditing } = openAuditing(ports);
  const withdrawn = { outcome: 'conflict', says: '项目已经撤回' } as const;

  return {
    ...coverage,
    ...appraising,
    ...auditing,

    /** Changes nothing: any form, by any of the two national rule sets. */
    score(form: ScoreForm, division: string, fiscalYear: number, ruleSet?: RuleSetId): ScoreSheet {
      const policy = policyFor(division, fiscalYear);
      return score(form, scaleOf(policy, SCORING[ruleSet ?? policy.evaluation.ruleSet.value]));
    },

    /** The frames that hold in a division and year, or the one of a subject. */
    async frames(division: string, fiscalYear: number, subject?: FramedSubject): Promise<readonly Frame[]> {
      const { FRAMES } = await import('../../shared/policy/frames.ts');
      const { value } = policyFor(division, fiscalYear).evaluation.frames;
      return (['department', 'street', 'policy'] as const)
        .filter((each) => subject === undefined || each === subject)
        .map((each) => FRAMES[value[each]]);
    },

    /** Changes nothing: a department's, street's or policy's figures by its frame. */
    async scoreFrame(
      division: string,
      fiscalYear: number,
      subject: FramedSubject,
      inputs: FrameInputs,
    ): Promise<{ readonly frame: Frame; readonly sheet: FrameSheet }> {
      const { FRAMES, inputsOf } = await import('../../shared/policy/frames.ts');
      const policy = policyFor(division, fiscalYear);
      const frame = FRAMES[policy.evaluation.frames.value[subject]];
      return { frame, sheet: scoreFrame(frame, inputsOf(frame), inputs, policy.grades) };
    },

    async selfEvaluate(key: Key, form: SelfForm, circumstances: Circumstances): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'await');
      if (!card) return { outcome: 'absent' };
      if (card.withdrawn) return withdrawn;
      const measure = await yardstick(key, card);
      // The statement that the figures are true is the same however they come: in the body, or with the confirmation of a workbook.
      const digest = digestOf(canonical({ ...form, statement: true })).slice(0, 23);
      return evaluations.decide(aggregate(key, card), circumstances, async (known) => {
        const filed = await filing(key, known, circumstances, measure.policy);
        return enrolled(card, key, selfEvaluate(known, blank(key, card), form, digest, measure, filed));
      });
    },

    async spotCheck(
      key: Key,
      {
        onBehalfOf,
        ...form
      }: {
        readonly indicators: SelfForm['indicators'];
        readonly finding: string;
        readonly frame?: SelfForm['frame'];
        readonly onBehalfOf?: string | undefined;
      },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const who = await reviewing(key, onBehalfOf, circumstances, 'await');
      if ('outcome' in who) return who;
      const { card, reviewer } = who;
      const measure = await yardstick(key, card);
      return evaluations.decide(aggregate(key, card), circumstances, async (known) => {
        const own = known?.state.self && (await evaluations.event(evaluationKey(key), known.state.self.at, 'evaluation.self-evaluated.v1'));
        const checked = { ...form, funds: own?.data.funds, framed: own?.data.frame !== undefined };
        return enrolled(card, key, spotCheck(known, blank(key, card), circumstances.actor, checked, measure, reviewer));
      });
    },

    /** `GET …/form.xlsx`: the self-evaluation as 绩效自评表, beside the approved goals; it imports again unchanged. */
    async form(key: Key, actor: Actor) {
      const card = await cardFor(actor, key.projectCode, 'find');
      const state = card && (await evaluations.read(evaluationKey(key)))?.state;
      // What was taken back stays readable.
      const at = state?.self?.at ?? state?.audit?.at;
      const self = at === undefined ? undefined : await evaluations.event(evaluationKey(key), at, 'evaluation.self-evaluated.v1');
      const goals = self && (await dossier.newest(key.projectCode, `goals#${key.projectCode}#${key.fiscalYear}`, 'goals.approved.v1'));
      if (!card || !self || !goals) return undefined;
      const [{ writeSelfEvaluation }, { writePages }] = await Promise.all([
        import('../../shared/forms/self-evaluation-form.ts'),
        import('../../shared/workbook/write.ts'),
      ]);
      const titled = { ...key, projectName: card.name, ofDepartment: card.subject === 'department' };
      const page = writeSelfEvaluation(titled, goals.data.goals, self.data);
      return { name: `${key.projectCode}-${key.fiscalYear}-绩效自评表.xlsx`, bytes: await writePages([page]) };
    },

    /** Every number of the year made again from its events; nothing is written. */
    async recompute(key: Key, actor: Actor) {
      const card = await cardFor(actor, key.projectCode, 'find');
      const history = card ? await evaluations.history(evaluationKey(key)) : [];
      if (!card || history.length === 0) return undefined;
      const recall = recallFor(card.division, key.fiscalYear);
      const goals = await dossier.every(key.projectCode, `goals#${key.projectCode}#${key.fiscalYear}`, 'goals.approved.v1');
      const { recomputed } = await import('./rules/recompute.ts');
      const numbers = recomputed(history, { recall, ruleSets: SCORING, framing: await framerOf(card.subject), goals });
      const pinned = history.flatMap(({ data }) => ('policy' in data && data.policy ? [data.policy] : []));
      return recomputation(pinned.at(-1) ?? recall(), numbers);
    },

    async archive(key: Key, circumstances: Circumstances): Promise<Outcome> {
      const card = await cardFor(circumstances.actor, key.projectCode, 'find');
      if (!card) return { outcome: 'absent' };
      const { archive } = await import('./archive.ts');
      return archive(ports, key, card, aggregate(key, card), circumstances);
    },

    async archived(key: Key, actor: Actor): Promise<ArchiveView | undefined> {
      const { viewArchive } = await import('./archive.ts');
      return (await cardFor(actor, key.projectCode, 'find')) && viewArchive(ports, key);
    },

    async verification(key: Key, actor: Actor, time: string): Promise<Verification | undefined> {
      const card = await cardFor(actor, key.projectCode, 'find');
      const { verify } = await import('./archive.ts');
      return card && verify(ports, key, card, shanghaiDate(time));
    },

    keep: (event: Event, text: string) => dossier.keep(event, text),

    /** The project changed: its card, and the name and place of its evaluations in the worklists. */
    async hear(event: Event<'project.registered.v1' | 'project.revised.v1' | 'project.withdrawn.v1'>): Promise<void> {
      await cards.hear(event);
      await coverage.hearPlanned(event);
      if (event.type !== 'project.revised.v1') return;
      const card = await cards.find(event.subject);
      if (!card) return;
      for (const fiscalYear of yearsOf(card)) {
        await evaluations.absorb(evaluationKey({ projectCode: card.projectCode, fiscalYear }), (state) => state && placed(state, card));
      }
    },
  };
}

/** 部门整体、街道、政策 have a frame of their own, loaded when it is asked for; everything else is measured against its goals alone. */
async function framerOf(subject: Subject): Promise<(policy: Policy) => Framing | undefined> {
  if (subject !== 'department' && subject !== 'street' && subject !== 'policy') return () => undefined;
  const { FRAMES, inputsOf } = await import('../../shared/policy/frames.ts');
  return ({ evaluation: { frames } }) => {
    const frame = FRAMES[frames.value[subject]];
    return { frame, known: inputsOf(frame) };
  };
}

/** The budget years in which a project may have been evaluated: its own and one on either side. */
function yearsOf({ startsOn, endsOn }: Card): number[] {
  const first = Number(startsOn.slice(0, 4)) - 1;
  const last = Math.min(Number(endsOn.slice(0, 4)) + 1, first + 12);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

export type Commands = ReturnType<typeof openCommands>;
