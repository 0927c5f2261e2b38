import { canonical, digestOf } from '../../events/chain.ts';
import type { StageSubmission } from '../../events/peer.submissions-received.v1.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import type { Actor } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Known, Outcome } from '../../shared/values/decision.ts';
import { openFollowing, ownerOf, SYSTEM } from './following.ts';
import { openNightly } from './nightly.ts';
import { openParts } from './parts.ts';
import { type Claim, cardName, type Ports, trackKey } from './ports.ts';
import { openReporting } from './reporting.ts';
import { type Acceptance, accept } from './rules/acceptance.ts';
import { type BlueprintForm, blueprintKey, publish } from './rules/blueprint.ts';
import { actsFor, type CountyDecision, type CountyState, countyKey, type Which } from './rules/county.ts';
import { type Choice, type EnrolmentForm, enrol } from './rules/enrolment.ts';
import { figuresIn } from './rules/figures.ts';
import { concerns, documentOf, launch, type Programme, type ProgrammeForm, type ProgrammeState, programmeKey } from './rules/programme.ts';
import { completeStage, isOurs, type StageForm, type Step } from './rules/submission.ts';

/** So long a county that is about to choose a project keeps others from it. */
const CLAIM_MS = 5 * 60_000;

export type Commands = ReturnType<typeof openCommands>;

export function openCommands(ports: Ports) {
  const { programmes, counties, blueprints, tracks, cards, attachments } = ports;
  const following = openFollowing(ports);
  const { programmeOf, policyOf, settle } = following;
  const parts = openParts(ports, following);

  /** A programme that the actor may know of. */
  const visible = async (id: string, actor: Actor): Promise<Programme | undefined> => {
    const programme = await programmeOf(id);
    return programme && concerns(actor, programme) ? programme : undefined;
  };
  const aggregateOf = (which: Which) => ({
    key: countyKey(which),
    subject: `${which.programme}.${which.division}`,
    division: which.division,
  });

  /** What is known of the projects that a county chooses. */
  const choicesOf = async (codes: readonly string[], which: Which, time: string): Promise<ReadonlyMap<string, Choice>> => {
    const choices = new Map<string, Choice>();
    for (const code of codes) {
      const track = (await tracks.read(trackKey(code)))?.state;
      const owner = ownerOf(track, which.division);
      const card = owner === undefined ? undefined : await cards.find(cardName(owner, code));
      const takenBy = await takerOf(code, track?.enrolments ?? [], which, time);
      choices.set(code, {
        divisions: track?.divisions ?? [],
        ...(card ? { name: card.name, secret: card.secret, withdrawn: card.withdrawn } : {}),
        ...(takenBy === undefined ? {} : { takenBy }),
      });
    }
    return choices;
  };
  /**
   * Another county of the same programme that has the project, or was about to choose it a moment before this one did. An older note of a
   * county that hasn't chosen it was left behind by a crash or a refusal, and is none.
   */
  const takerOf = async (code: string, claims: readonly Claim[], { programme, division }: Which, time: string) => {
    const rivals = claims.filter((each) => each.programme === programme);
    const own = rivals.findIndex((each) => each.division === division);
    for (const [place, rival] of rivals.entries()) {
      if (rival.division === division) continue;
      const county = await counties.read(countyKey(rival));
      const ahead = (own < 0 || place < own) && Date.parse(time) - Date.parse(rival.at) < CLAIM_MS;
      if (ahead || county?.state.projects.some((each) => each.code === code)) return rival.division;
    }
    return undefined;
  };
  /** Before the county itself, so that an event which is heard meanwhile knows whom to tell. */
  const claim = async (codes: readonly string[], { programme, division }: Which, at: string): Promise<void> => {
    for (const code of codes) {
      await tracks.absorb(trackKey(code), (track) => {
        const enrolments = track?.enrolments ?? [];
        if (enrolments.some((each) => each.programme === programme && each.division === division)) return undefined;
        return { divisions: track?.divisions ?? [], enrolments: [...enrolments, { programme, division, at }] };
      });
    }
    await programmes.absorb(programmeKey(programme), (state) =>
      !state || state.counties.includes(division) ? undefined : { ...state, counties: [...state.counties, division].toSorted() },
    );
  };
  const countiesOf = async (known: Known<ProgrammeState> | undefined, programme: string): Promise<readonly CountyState[]> => {
    const states: CountyState[] = [];
    for (const division of known?.state.counties ?? []) {
      const county = await counties.read(countyKey({ programme, division }));
      if (county) states.push(county.state);
    }
    return states;
  };

  const commands = {
    async launch(id: string, form: ProgrammeForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time } = circumstances;
      const first = form.startsOn ?? policyFor(form.division, Number(shanghaiDate(time).slice(0, 4))).pilot.window.value.startsOn;
      const policy = policyFor(form.division, Number((first ?? shanghaiDate(time)).slice(0, 4)));
      const document = documentOf(id, form, policy);
      const aggregate = { key: programmeKey(id), subject: id, division: form.division };
      return programmes.decide(aggregate, circumstances, async (known) => {
        const previous = known && (await programmeOf(id));
        return launch(known, actor, form.division, document, {
          policy,
          previous: previous && withoutDivision(previous),
          counties: await countiesOf(known, id),
        });
      });
    },

    async enrol(which: Which, form: EnrolmentForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time, correlation } = circumstances;
      const programme = await visible(which.programme, actor);
      if (!programme) return { outcome: 'absent' };
      const codes = [...new Set(form.projects.map(({ projectCode }) => projectCode))];
      const rule = async (known: Known<CountyState> | undefined): Promise<CountyDecision> => {
        const choices = await choicesOf(codes, which, time);
        const previous = known && (await counties.event(countyKey(which), known.state.enrolledAt, 'pilot.enrolled.v1'));
        return enrol(known, which, actor, form, { programme, policy: policyOf(programme), choices, previous: previous?.data });
      };
      // What is refused must leave nothing, not even a claim.
      const foreseen = await rule(await counties.read(countyKey(which)));
      if (foreseen.outcome !== 'accepted' && foreseen.outcome !== 'unchanged') return foreseen;
      await claim(codes, which, time);
      const outcome = await counties.decide(aggregateOf(which), circumstances, rule);
      // What the loop said before is nobody's act of today.
      for (const code of codes) await settle(which, code, { actor: SYSTEM, time, correlation });
      return outcome;
    },

    /** `created` says whether the stage wasn't complete before. */
    async completeStage(step: Step, form: StageForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time } = circumstances;
      const programme = await visible(step.programme, actor);
      const stage = programme?.stages.find(({ stage: key, name }) => step.stage === key || step.stage === name)?.stage;
      if (!programme || stage === undefined || !actsFor(actor, step.division)) return { outcome: 'absent' };
      const { report } = form;
      const figures = figuresIn(report);
      const whole: StageForm = { ...form, ...(figures ? { figures } : {}) };
      const attachment = typeof report === 'string' ? await inspected(report, actor, step.division) : undefined;
      const setting = { programme, policy: policyOf(programme), today: shanghaiDate(time), ...(attachment ? { attachment } : {}) };
      const aggregate = { ...aggregateOf(step), subject: step.projectCode };
      let replaces = false;
      const outcome = await counties.decide(aggregate, circumstances, async (known) => {
        const before = known?.state.projects.find(({ code }) => code === step.projectCode)?.submitted.find((each) => each.stage === stage);
        replaces = before !== undefined;
        const previous = before && (await counties.event(aggregate.key, before.at, 'pilot.stage-completed.v1'));
        return completeStage(known, { ...step, stage }, actor, whole, { ...setting, previous: previous?.data });
      });
      return outcome.outcome === 'accepted' ? { ...outcome, created: !replaces } : outcome;
    },

    async accept(which: Which, acceptance: Acceptance, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time } = circumstances;
      const programme = await visible(which.programme, actor);
      if (!programme || !parts.mayRead(actor, which.division)) return { outcome: 'absent' };
      const setting = { policy: policyOf(programme), today: shanghaiDate(time) };
      return counties.decide(aggregateOf(which), circumstances, (known) => accept(known, which, actor, acceptance, setting));
    },

    async publish(id: string, form: BlueprintForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor, request, time } = circumstances;
      const programme = await visible(id, actor);
      if (!programme) return { outcome: 'absent' };
      const which = { programme: id, id: digestOf(canonical([actor.sub, request?.key ?? '', id])).slice(7, 23) };
      const aggregate = { key: blueprintKey(id, which.id), subject: id, division: programme.division };
      const county = await counties.read(countyKey({ programme: id, division: form.division }));
      const setting = { programme, policy: policyOf(programme), today: shanghaiDate(time), county: county?.state };
      return blueprints.decide(aggregate, circumstances, (known) => publish(known, which, actor, form, setting));
    },
  };

  const inspected = async (id: string, actor: Actor, division: string) => {
    if (!isOurs(id, actor, division)) return 'foreign' as const;
    return (await attachments.inspect([id])).get(id) ?? 'missing';
  };

  return {
    ...commands,
    ...openReporting(ports, following, parts),
    ...parts,
    visible,
    programmeOf,
    policyOf,
    hear: following.hear,
    hearProject: following.hearProject,
    night: openNightly(ports, following),

    /** A row that another stack sent: the same as over HTTP. */
    async fileSubmission({ row: _, completedOn, report, ...step }: StageSubmission, circumstances: Circumstances): Promise<Outcome> {
      return commands.completeStage(step, { completedOn, ...(report === undefined ? {} : { report }) }, circumstances);
    },
  };
}

function withoutDivision({ division: _, ...document }: Programme) {
  return document;
}
