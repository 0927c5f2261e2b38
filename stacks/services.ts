import type * as z from 'zod';
import type { Env as AssessmentEnv } from '../functions/assessment/env.ts';
import type { Env as DelegationEnv } from '../functions/delegation/env.ts';
import type { Env as EvaluationEnv } from '../functions/evaluation/env.ts';
import type { Env as ExchangeEnv } from '../functions/exchange/env.ts';
import type { Env as GoalsEnv } from '../functions/goals/env.ts';
import type { Env as ImportsEnv } from '../functions/imports/env.ts';
import type { Env as MonitoringEnv } from '../functions/monitoring/env.ts';
import type { Env as PilotsEnv } from '../functions/pilots/env.ts';
import type { Env as PoliciesEnv } from '../functions/policies/env.ts';
import type { Env as ProjectsEnv } from '../functions/projects/env.ts';
import type { Env as RectificationEnv } from '../functions/rectification/env.ts';
import type { Env as RelayEnv } from '../functions/relay/env.ts';

/** The ways into a function's folder; each is a Lambda function of its own, with its own role. */
export const DOORS = ['api', 'inbox', 'intake', 'stream', 'schedule'] as const;
export type Door = (typeof DOORS)[number];

/** What the stack can tell a function about its surroundings; asking for what the service doesn't have is a mistake and throws. */
export interface Surroundings {
  readonly tableName: string;
  readonly vaultBucket: string;
  readonly jwksUrl: string;
  readonly tokenIssuer: string;
  readonly tokenAudience: string;
  readonly deadLettersUrl: string;
  /** JSON: consumer → URL of its inbox. */
  readonly inboxes: string;
  /** GB/T 2260: whom the stack serves. */
  readonly division: string;
  /** URL of the service's own intake queue. */
  readonly intakeUrl: string;
  readonly upstream: Upstream | undefined;
}

/** The stack above, to which this one reports. */
export interface Upstream {
  readonly division: string;
  readonly intakeUrl: string;
  /** When it is another. */
  readonly region?: string;
}

/** What an operator reads when the door's alarm rings: who is hurt, and how. */
interface Harmful {
  readonly harm: string;
}

/** Typed by the function's own `env.ts`, so that a forgotten variable doesn't compile. */
type Settings<Env extends z.ZodType> = (given: Surroundings) => z.input<Env>;

export interface Service {
  /** Takes every method on these paths, and on all beneath them unless they are exact. */
  readonly api?: Harmful & { readonly paths: readonly string[]; readonly exact?: true };
  /** Hears events, in order per project. `patient`: what it hands on may be out of reach for a week, and is tried as long as a queue keeps it. */
  readonly inbox?: Harmful & { readonly patient?: true };
  /**
   * Takes bulk messages from outside, in any order. `strangers`: from other accounts too, in order per group and fair between groups,
   * one message at a time.
   */
  readonly intake?: Harmful & { readonly strangers?: true };
  /** Reads the streams of every table. */
  readonly stream?: Harmful;
  /** UTC hour at which it is woken every day. */
  readonly schedule?: Harmful & { readonly hour: number };
  readonly table?: true;
  /** Top folders of the vault. */
  readonly vault?: { readonly reads: readonly string[]; readonly writes: readonly string[] };
  readonly environment: (given: Surroundings) => Record<string, string>;
}

const tokens = (given: Surroundings) => ({
  JWKS_URL: given.jwksUrl,
  TOKEN_ISSUER: given.tokenIssuer,
  TOKEN_AUDIENCE: given.tokenAudience,
});
const ledger = (given: Surroundings) => ({
  ...tokens(given),
  TABLE_NAME: given.tableName,
  VAULT_BUCKET: given.vaultBucket,
  DEAD_LETTERS_URL: given.deadLettersUrl,
});

/** Every function of the system: what it is woken by, what it keeps, and who is hurt when it fails. */
export const services = {
  projects: {
    api: { paths: ['projects'], harm: 'Units cannot register projects, and finance cannot admit them or issue budgets.' },
    inbox: { harm: "Projects aren't admitted although their assessment is concluded." },
    table: true,
    vault: { reads: ['events'], writes: ['events'] },
    environment: ledger satisfies Settings<typeof ProjectsEnv>,
  },
  assessment: {
    api: { paths: ['assessments'], harm: 'A county cannot submit its assessments, and finance cannot conclude them.' },
    inbox: { harm: 'Assessments refuse projects that are registered.' },
    // 04:00 in Shanghai.
    schedule: { hour: 20, harm: 'Reviewers are not reminded, and assessments that nobody judged in time are not escalated.' },
    table: true,
    vault: { reads: ['events', 'assessments'], writes: ['events', 'assessments'] },
    environment: ledger satisfies Settings<typeof AssessmentEnv>,
  },
  goals: {
    api: { paths: ['goals'], harm: 'Units cannot file performance goals, and reviewers cannot approve them.' },
    inbox: { harm: 'Goals are checked against a project or budget that is out of date.' },
    // 05:00 in Shanghai.
    schedule: { hour: 21, harm: 'Reviewers are not reminded, and goals that nobody reviewed in time are not escalated.' },
    table: true,
    vault: { reads: ['events'], writes: ['events'] },
    environment: ledger satisfies Settings<typeof GoalsEnv>,
  },
  monitoring: {
    api: { paths: ['monitoring'], harm: 'Units cannot report readings, and finance cannot treat alerts.' },
    inbox: { harm: 'Readings are judged against goals or budgets that are out of date, so lights are wrong.' },
    intake: { harm: 'Readings that counties sent in bulk are missing, so their lights are wrong.' },
    // 06:00 in Shanghai.
    schedule: { hour: 22, harm: 'Funds of unanswered alerts are not suspended, and lights are those of yesterday.' },
    table: true,
    vault: { reads: ['events'], writes: ['events'] },
    environment: ledger satisfies Settings<typeof MonitoringEnv>,
  },
  evaluation: {
    api: { paths: ['evaluations'], harm: 'Units cannot file self-evaluations, and finance cannot grade or archive them.' },
    inbox: { harm: "A project's dossier lacks events, so its archive cannot be closed." },
    // 03:00 in Shanghai.
    schedule: {
      hour: 19,
      harm: 'Reviewers are not reminded, and self-evaluations and spot checks that nobody judged in time are not escalated.',
    },
    table: true,
    vault: {
      reads: ['events', 'assessments', 'evaluations', 'rectifications', 'archives'],
      writes: ['events', 'evaluations', 'archives'],
    },
    environment: ledger satisfies Settings<typeof EvaluationEnv>,
  },
  rectification: {
    api: { paths: ['rectifications'], harm: 'Units cannot report what they mended, and finance cannot confirm it.' },
    inbox: { harm: 'Nobody is told to mend what monitoring and evaluation found.' },
    // 07:00 in Shanghai, when monitoring's own night is over.
    schedule: { hour: 23, harm: 'Overdue rectifications stay without consequence.' },
    table: true,
    vault: { reads: ['events', 'rectifications'], writes: ['events', 'rectifications'] },
    environment: ledger satisfies Settings<typeof RectificationEnv>,
  },
  delegation: {
    api: { paths: ['delegations'], harm: 'Reviewers cannot lend their work while they are away, nor take it back.' },
    table: true,
    vault: { reads: ['events'], writes: ['events'] },
    environment: ((given) => ({
      ...tokens(given),
      TABLE_NAME: given.tableName,
      VAULT_BUCKET: given.vaultBucket,
    })) satisfies Settings<typeof DelegationEnv>,
  },
  imports: {
    api: { paths: ['imports'], harm: 'Nobody can bring goals, readings or self-evaluations as workbooks.' },
    inbox: { harm: 'Rows of confirmed workbooks are waiting: they are not filed, or nobody is told that they are.' },
    table: true,
    vault: { reads: ['events', 'imports'], writes: ['events', 'imports'] },
    environment: ledger satisfies Settings<typeof ImportsEnv>,
  },
  pilots: {
    api: { paths: ['pilots'], harm: 'Counties cannot report pilot stages, and the province cannot follow or accept them.' },
    inbox: { harm: "The pilots' board is out of date: stages that counties completed are not shown." },
    // 08:00 in Shanghai.
    schedule: { hour: 0, harm: 'Pilot stages that are overdue are not flagged.' },
    table: true,
    vault: { reads: ['events', 'pilots'], writes: ['events', 'pilots'] },
    environment: ledger satisfies Settings<typeof PilotsEnv>,
  },
  exchange: {
    api: { paths: ['exchange'], harm: 'Nobody can register a sending stack, or see what was taken from it.' },
    inbox: { harm: 'The stack above does not hear what happens here.', patient: true },
    intake: { harm: 'What other stacks send is not taken: boards and readings lack it, and its senders have no receipt.', strangers: true },
    table: true,
    // The signing key lies in a folder that no other function reads.
    vault: { reads: ['events', 'exchange', 'keys'], writes: ['events', 'exchange', 'keys'] },
    environment: ((given) => ({
      ...ledger(given),
      DIVISION: given.division,
      INTAKE_URL: given.intakeUrl,
      ...(given.upstream ? { UPSTREAM_INTAKE_URL: given.upstream.intakeUrl, UPSTREAM_DIVISION: given.upstream.division } : {}),
      ...(given.upstream?.region ? { UPSTREAM_REGION: given.upstream.region } : {}),
    })) satisfies Settings<typeof ExchangeEnv>,
  },
  relay: {
    stream: { harm: 'Decisions do not reach the next step of the loop: projects stand still although their papers are approved.' },
    environment: ((given) => ({ INBOXES: given.inboxes, DEAD_LETTERS_URL: given.deadLettersUrl })) satisfies Settings<typeof RelayEnv>,
  },
  policies: {
    api: { paths: ['policies'], harm: 'Nobody can read which rules apply to a division, and why.' },
    environment: tokens satisfies Settings<typeof PoliciesEnv>,
  },
  contract: {
    api: { paths: ['health', 'openapi.json'], exact: true, harm: 'Portals see the system as down and cannot read its contract.' },
    environment: () => ({}),
  },
} as const satisfies Record<string, Service>;

export type ServiceName = keyof typeof services;

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(services, name);
}

/** All bundles that the system needs. */
export function bundleNames(): readonly { readonly service: ServiceName; readonly door: Door }[] {
  return Object.entries(services).flatMap(([service, definition]) =>
    isServiceName(service) ? DOORS.filter((door) => door in definition).map((door) => ({ service, door })) : [],
  );
}
