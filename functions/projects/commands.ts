import { canonical, digestOf } from '../../events/chain.ts';
import type { Event } from '../../events/index.ts';
import type { ProjectDocument } from '../../events/project.registered.v1.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { policyFor } from '../../shared/policy/resolve.ts';
import { type Actor, has, sees } from '../../shared/values/actor.ts';
import { fiscalYearOf, shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Known, Outcome } from '../../shared/values/decision.ts';
import { NATION } from '../../shared/values/division.ts';
import { departmentFor, type Ports, projectKey } from './ports.ts';
import { openResponsibility } from './responsibility.ts';
import { approveBudget } from './rules/budget.ts';
import { applyChange, type Change, changeBudget } from './rules/change.ts';
import { departmentKey, hearDepartment, isDepartmental } from './rules/department.ts';
import { type Disclosure, disclose } from './rules/disclosure.ts';
import { exitProject } from './rules/exit.ts';
import { type FactEvent, hear } from './rules/facts.ts';
import { type PlanForm, planFund, type Renewal, renewFund } from './rules/fund.ts';
import { admit } from './rules/gates.ts';
import { register, withdraw, withoutSecrets } from './rules/project.ts';
import { majorOf } from './rules/scope.ts';
import { currentYear, type ProjectDecision, type ProjectState } from './rules/state.ts';

/** The form as sent: `major` is only finance's to say. */
export type ProjectForm = Omit<ProjectDocument, 'major'> & { readonly major?: boolean | undefined };

export function openCommands(ports: Ports) {
  const { projects, departments } = ports;
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

  /** Decides on a project that this actor sees, by the policy of this year. */
  const decideOn = async (
    code: string,
    circumstances: Circumstances,
    rule: (now: Known<ProjectState> | undefined, policy: Policy) => ProjectDecision,
  ): Promise<Outcome> => {
    const known = await visible(circumstances.actor, code);
    if (!known) return { outcome: 'absent' };
    const policy = policyFor(known.state.division, yearNow(circumstances.time));
    return projects.decide(aggregate(known.state), circumstances, (now) => rule(now, policy));
  };

  return {
    ...openResponsibility(ports),

    async register(form: ProjectForm, circumstances: Circumstances): Promise<Outcome> {
      const { actor, time } = circumstances;
      const policy = policyFor(form.division, yearNow(time));
      // The register of divisions is a tenth of the bundle, and only this command asks it.
      const { divisionName } = await import('../../shared/values/division-register.ts');
      const divisionExists = divisionName(form.division) !== undefined;
      let before: ProjectState | undefined;
      const outcome = await projects.decide(aggregate(form), circumstances, (known) => {
        before = known?.state;
        const markedMajor = has(actor, 'finance-performance') ? form.major : known?.state.markedMajor;
        const project = withoutSecrets({ ...form, major: majorOf(form, markedMajor, policy) });
        return register(known, actor, { project, digest: digestOf(canonical(project)), markedMajor, divisionExists }, policy);
      });
      // Results that a project has already become its department's, or stop being that, when it is described anew.
      const departmental = before && (isDepartmental(before) || isDepartmental(form));
      const after = departmental && outcome.outcome === 'accepted' ? (await read(form.projectCode))?.state : undefined;
      if (before && after) {
        for (const key of new Set([departmentKey(before), departmentKey(after)])) await informDepartment(key, after);
      }
      return outcome;
    },

    async withdraw(code: string, reason: string, circumstances: Circumstances): Promise<Outcome> {
      return decideOn(code, circumstances, (now) => withdraw(now, circumstances.actor, reason));
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
      const department = await departmentFor(ports, known.state, approval.year, policy);
      const on = shanghaiDate(circumstances.time);
      return projects.decide(aggregate(known.state, approval.year), circumstances, (now) =>
        approveBudget(now, circumstances.actor, { ...approval, on, department }, policy),
      );
    },

    async changeBudget(code: string, change: Omit<Change, 'department'>, circumstances: Circumstances): Promise<Outcome> {
      const known = await visible(circumstances.actor, code);
      if (!known) return { outcome: 'absent' };
      const policy = policyFor(known.state.division, change.year);
      const department = await departmentFor(ports, known.state, change.year, policy);
      return projects.decide(aggregate(known.state, change.year), circumstances, (now) =>
        changeBudget(now, circumstances.actor, { ...change, department }, policy),
      );
    },

    async planFund(code: string, plan: PlanForm, circumstances: Circumstances): Promise<Outcome> {
      const digest = digestOf(canonical(plan)).slice(7, 23);
      return decideOn(code, circumstances, (now, policy) => planFund(now, circumstances.actor, { plan, digest }, policy));
    },

    async renewFund(code: string, renewal: Renewal, circumstances: Circumstances): Promise<Outcome> {
      return decideOn(code, circumstances, (now, policy) => renewFund(now, circumstances.actor, renewal, policy));
    },

    async exit(
      code: string,
      exit: { readonly reason: string; readonly approvalNo?: string },
      circumstances: Circumstances,
    ): Promise<Outcome> {
      const now = yearNow(circumstances.time);
      return decideOn(code, circumstances, (known, policy) => exitProject(known, circumstances.actor, { ...exit, now }, policy));
    },

    async disclose(code: string, disclosure: Omit<Disclosure, 'today'>, circumstances: Circumstances): Promise<Outcome> {
      const known = await visible(circumstances.actor, code);
      if (!known) return { outcome: 'absent' };
      const policy = policyFor(known.state.division, disclosure.year);
      const today = shanghaiDate(circumstances.time);
      return projects.decide(aggregate(known.state, disclosure.year), circumstances, (now) =>
        disclose(now, circumstances.actor, { ...disclosure, today }, policy),
      );
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
      await projects.decide(aggregate(state, fiscalYear), circumstances, (now) => applyChange(now, filed.data));
    },
  };

  /** A fact of the project; a result of a whole department is its department's too. */
  async function absorb(event: FactEvent): Promise<void> {
    let after: ProjectState | undefined;
    await projects.absorb(projectKey(event.subject), (state) => {
      const heard = hear(state, event);
      after = heard ?? state;
      return heard;
    });
    if (after && isDepartmental(after) && event.type.startsWith('evaluation.')) await informDepartment(departmentKey(after), after);
  }

  async function informDepartment(key: string, project: ProjectState): Promise<void> {
    await departments.absorb(key, (state) => hearDepartment(key, state, project));
  }
}

/** Who carries out what was decided before: nobody's own word. */
const SYSTEM: Actor = { sub: 'system', name: '系统自动处理', division: NATION, organisation: 'system', roles: [] };

export type Commands = ReturnType<typeof openCommands>;
