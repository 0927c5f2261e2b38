import type * as z from 'zod';
import type { Choice } from '../stacks/synthesise.ts';
import { Callers } from './callers.ts';
import { Capacity } from './capacity.ts';
import { Clock } from './clock.ts';
import { Deliveries } from './deliveries.ts';
import { EngineCalls } from './engine-calls.ts';
import type { Engines } from './engines.ts';
import { FaultPlan, Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import type { Launch } from './launch.ts';
import { localRoutes } from './local-routes.ts';
import { Logs } from './logs.ts';
import { ACCOUNT } from './places.ts';
import { EngineProxy, OPERATOR } from './proxy.ts';
import { type Parts, Region } from './region-handle.ts';
import { Schedules } from './schedules.ts';
import { stand } from './standing.ts';
import { readTemplate } from './template.ts';
import { TokenOffice } from './tokens.ts';
import { Workers } from './workers.ts';

/** What is said of one region. */
export interface SiteOptions {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** The government that the region serves, GB/T 2260; default 640104. */
  readonly division?: string;
  /** The government above, whose stack follows this one. */
  readonly upstream?: NonNullable<Choice['upstream']>;
  /** A template of one's own instead of the synthesised one. */
  readonly template?: unknown;
  readonly faults?: z.input<typeof Faults>;
}

export const DEFAULT_DIVISION = '640104';

/** One region of a launch. Ends what it opened when it fails; `gone` hears that it was stopped. */
export async function openRegion(site: SiteOptions, launch: Launch, making: Promise<unknown>, gone: () => Promise<void>): Promise<Region> {
  const opened: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const each of opened.splice(0).reverse()) await each();
  };
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= close().then(gone);
    return stopping;
  };
  try {
    return await assemble(site, launch, making, opened, stop);
  } catch (fault) {
    await close();
    throw fault;
  }
}

async function assemble(
  site: SiteOptions,
  { options, profile: region, warm, engines: starting, tokens, roads }: Launch,
  making: Promise<unknown>,
  opened: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<Region> {
  const { direct = false, quiet = false, level = 'warn' } = options;
  const { division = DEFAULT_DIVISION } = site;
  const clock = new Clock();
  const logs = new Logs({ level, ...(quiet ? {} : { show: (line) => process.stderr.write(`${line}\n`) }) });
  const faults = new FaultPlan();
  if (site.faults) faults.set(Faults.parse(site.faults));
  const capacity = new Capacity();
  const callers = new Callers(division);

  const scope = `${region}:${ACCOUNT}`;
  const proxy = direct
    ? undefined
    : await EngineProxy.start({ engines: starting, scope, division, roads, callers, clock, faults, capacity, logs });
  if (proxy) opened.push(() => proxy.stop());
  const template = await making;
  const at = proxy ? { dynamodb: proxy.port, queues: proxy.port, buckets: proxy.port } : await starting;
  const blueprint = readTemplate(template, {
    region,
    stack: division,
    parameters: { JwksUrl: tokens.jwksUrl, TokenIssuer: TokenOffice.issuer, TokenAudience: TokenOffice.audience },
    queuesAt: addressOf(at.queues),
  });
  const workers = new Workers({ functions: blueprint.functions, callers, clock, logs, surroundings: surroundings(region, at) });
  opened.push(() => workers.stop());
  const [engines] = await Promise.all([starting, warm ? workers.warm() : undefined]);

  const calls = new EngineCalls(engines, region);
  opened.push(() => calls.close());
  const streams = await stand(blueprint, calls);
  const deliveries = new Deliveries({ blueprint, region, streams, calls, workers, faults, clock, told: proxy !== undefined });
  proxy?.onTouch((arn) => roads.poke(arn));
  opened.push(() => deliveries.stop());
  const schedules = new Schedules({ blueprint, region, clock, workers, calls });
  opened.push(() => schedules.stop());
  const parts: Parts = { division, roads, blueprint, calls, capacity, clock, deliveries, faults, logs, schedules, tokens, workers, stop };
  const aside = localRoutes(parts);
  const gateway = new Gateway({ routes: blueprint.routes, stage: blueprint.stage, binary: blueprint.binary, workers, clock, logs, aside });
  opened.push(() => gateway.stop());
  roads.open(division, { queues: blueprint.queues, poke: (arn) => deliveries.poke(arn), hurry: () => deliveries.hurry() });
  opened.push(() => roads.block(division));
  deliveries.start();
  schedules.start();
  const port = await gateway.open(site.port ?? 0);
  return new Region(addressOf(port), parts, { endpoint: addressOf(at.dynamodb), region, accessKeyId: OPERATOR, secretAccessKey: 'local' });
}

const addressOf = (port: number) => `http://127.0.0.1:${port}`;

type Addresses = Pick<Engines, 'dynamodb' | 'queues' | 'buckets'>;

/** By address and not by name: an address makes the SDK put a bucket's name into the path, where both engine and proxy look for it. */
const surroundings = (region: string, at: Addresses) => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ENDPOINT_URL_DYNAMODB: addressOf(at.dynamodb),
  AWS_ENDPOINT_URL_SQS: addressOf(at.queues),
  AWS_ENDPOINT_URL_S3: addressOf(at.buckets),
});
