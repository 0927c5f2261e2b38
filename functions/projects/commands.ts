import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, has, sees } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Known, Ledger, Listener, Outcome } from '../../shared/values/decision.ts';
import { NATION } from '../../shared/values/division.ts';
import { approveBudget } from './rules/budget.ts';
import { applyChange, type Change, changeBudget } from './rules/change.ts';
import { type FactEvent, hear } from './rules/facts.ts';
import { admit, type GateView, gatesOf } from './rules/gates.ts';
import { ceilingOf, linkage } from './rules/linkage.ts';
import { register, withdraw, withoutSecrets } from './rules/project.ts';
import { majorOf } from './rules/scope.ts';
import { currentYear, type ProjectEvent, type ProjectState, type ProjectStatus, statusOf } from './rules/state.ts';

/** What the commands need of the world. */
export interface Ports {
  readonly projects: Ledger<ProjectState, ProjectEvent> &
    Listener<ProjectState> & {
      event<Type extends Event['type']>(key: string, sequence: number, type: Type): Promise<Event<Type> | undefined>;
      history(key: string): Promise<readonly Event[]>;
    };
}

/** The form as sent: `major` is only finance's to say. */
export type ProjectForm = Omit<ProjectDocument, 'major'> & { readonly major?: boolean | undefined };

export const projectKey = (projectCode: string) => `project#${projectCode}`;

export interface ProjectView {
  readonly project: ProjectDocument;
  readonly status: ProjectStatus;
  readonly gates: readonly GateView[];
  readonly version: number;
}

export function openCommands({ projects }: Ports) {
  const read = (code: string) => projects.read(projectKey(code));
  const visible = async (actor: Actor, code: string): Promise<Known<ProjectState> | undefined> => {
    const known = await read(code);
    return known && sees(actor, known.state) ? known : undefined;
  };
  const yearNow = (time: string) => fiscalYearOf(shanghaiDate(time));
  const aggregate = (state: { projectCode: string; division: string }, fiscalYear?: number) => ({
    key: projectKey(state.projectCode),
    subject: state.projectCode,
    division: state.division,
    ...(fiscalYear === undefined ? {} : { fiscalYear }),
  });

  return {
    async register(form: ProjectForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time } = circumstances;
      const policy = policyFor(form.division, yearNow(time));
      // The register of divisions is a tenth of the bundle, and only this command asks it.
      const { divisionName } = await import('../../shared/values/division-register.ts');
      const divisionExists = divisionName(form.division) !== undefined;
      return projects.decide(aggregate(form), circumstances, (known) => {
        const markedMajor = has(actor, 'finance-performance') ? form.major : known?.state.markedMajor;
        const project = withoutSecrets({ ...form, major: majorOf(form, markedMajor, policy) });
        return register(known, actor, { project, digest: digestOf(canonical(project)), markedMajor, divisionExists }, policy);
      });
    },

    async withdraw(code: string, reason: string, circumstances: Circumstances): Promise<Outcome> {
      const known = await visible(circumstances.actor, code);
      if (!known) return { outcome: 'absent' };
      return projects.decide(aggregate(known.state), circumstances, (now) => withdraw(now, circumstances.actor, reason));
    },

    async admit(code: string, circumstances: Circumstances): Promise<Outcome> {
      const known = await visible(circumstances.actor, code);
      if (!known) return { outcome: 'absent' };
      return projects.decide(aggregate(known.state), circumstances, (now) => {
        const year = now ? currentYear(now.state, yearNow(circumstances.time)) : yearNow(circumstances.time);
        return admit(now, circumstances.actor, year, policyFor(known.state.division, year));
      });
    },

    async approveBudget(
      code: string,
      approval: {
        readonly year: number;
        readonly amount: number;
        readonly exception?: { readonly approvalNo: string; readonly reason: string };
      },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const known = await visible(circumstances.actor, code);
      if (!known) return { outcome: 'absent' };
      const policy = policyFor(known.state.division, approval.year);
      const on = shanghaiDate(circumstances.time);
      return projects.decide(aggregate(known.state, approval.year), circumstances, (now) =>
        approveBudget(now, circumstances.actor, { ...approval, on }, policy),
      );
    },

    async changeBudget(code: string, change: Omit<Change, 'on'>, circumstances: Circumstances): Promise<Outcome> {
      const known = await visible(circumstances.actor, code);
      if (!known) return { outcome: 'absent' };
      const policy = policyFor(known.state.division, change.year);
      const on = shanghaiDate(circumstances.time);
      return projects.decide(aggregate(known.state, change.year), circumstances, (now) =>
        changeBudget(now, circumstances.actor, { ...change, on }, policy),
      );
    },

    /** The project with its gates; of a secret one the marker row only. */
    async view(code: string, actor: Actor, time: string): Promise<ProjectView | { readonly marker: object } | undefined> {
      const known = await read(code);
      if (!known) return undefined;
      const { state, version } = known;
      if (state.secret && sees(actor, { ...state, secret: false })) {
        return { marker: { projectCode: state.projectCode, division: state.division, secret: true } };
      }
      if (!sees(actor, state)) return undefined;
      const registered =
        (await projects.event(projectKey(code), state.documentAt, 'project.registered.v1')) ??
        (await projects.event(projectKey(code), state.documentAt, 'project.revised.v1'));
      if (!registered) throw new Error(`project#${code} has no document at ${state.documentAt}`);
      const year = currentYear(state, yearNow(time));
      const gates = gatesOf(state, year, policyFor(state.division, year));
      return { project: registered.data.project, status: statusOf(state), gates, version };
    },

    async history(code: string, actor: Actor): Promise<readonly Event[] | undefined> {
      const known = await visible(actor, code);
      return known && projects.history(projectKey(code));
    },

    /** 三个挂钩 of one budget year. */
    async linkage(code: string, year: number, actor: Actor) {
      const known = await visible(actor, code);
      if (!known) return undefined;
      const sheet = linkage(known.state, year, policyFor(known.state.division, year));
      return { ...sheet, ceiling: ceilingOf(sheet) };
    },

    async hear(event: FactEvent): Promise<void> {
      await absorb(event);
    },

    /** Approved goals are a fact, and what a budget change may have waited for. */
    async hearApproval(event: Event<'goals.approved.v1'>): Promise<void> {
      await absorb(event);
      const { fiscalYear, goalsVersion } = event.data;
      const state = (await read(event.subject))?.state;
      const change = state?.years[fiscalYear]?.change;
      if (!state || change?.goalsVersion !== goalsVersion) return;
      const filed = await projects.event(projectKey(event.subject), change.at, 'budget.change-filed.v1');
      if (!filed) throw new Error(`project#${event.subject} has no budget change at ${change.at}`);
      const { time, correlationid: correlation, id, hops } = event;
      const circumstances = { actor: SYSTEM, time, correlation, cause: { id, hops } };
      await projects.decide(aggregate(state, fiscalYear), circumstances, (now) => applyChange(now, filed.data, shanghaiDate(time)));
    },
  };

  async function absorb(event: FactEvent): Promise<void> {
    await projects.absorb(projectKey(event.subject), (state) => hear(state, event));
  }
}

/** Who carries out what was decided before: nobody's own word. */
const SYSTEM: Actor = { sub: 'system', name: '系统自动处理', division: NATION, organisation: 'system', roles: [] };

export type Commands = ReturnType<typeof openCommands>;
