import type * as z from 'zod';
import type { ProfileName } from '../stacks/region-profile.ts';
import { Callers } from './callers.ts';
import { Capacity } from './capacity.ts';
import { Clock } from './clock.ts';
import { Deliveries } from './deliveries.ts';
import { EngineCalls } from './engine-calls.ts';
import { type Engines, startEngines } from './engines.ts';
import { FaultPlan, Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import { assertFree } from './listening.ts';
import { localRoutes } from './local-routes.ts';
import { Logs } from './logs.ts';
import { ACCOUNT } from './places.ts';
import { EngineProxy, OPERATOR } from './proxy.ts';
import { type Parts, Region } from './region-handle.ts';
import { Schedules } from './schedules.ts';
import { stand } from './standing.ts';
import { synthesised } from './synthesis.ts';
import { readTemplate } from './template.ts';
import { TokenOffice } from './tokens.ts';
import { Workers } from './workers.ts';

export type { DeadLetter, Region } from './region-handle.ts';

export interface RegionOptions {
  /** 0, the default: any free port. */
  readonly port?: number;
  readonly profile?: ProfileName;
  /** The government that the region serves, GB/T 2260; default 640104. */
  readonly division?: string;
  /** A template of one's own instead of the synthesised one. */
  readonly template?: unknown;
  readonly faults?: z.input<typeof Faults>;
  /** Functions call the engines past the proxy: nothing is counted, enforced or spoiled. For timing. */
  readonly direct?: boolean;
  /** The region is for minutes, as in tests, and not for thousands of projects: up sooner, and half the CPU at first. */
  readonly brief?: boolean;
  /** Shows no log lines; `logs()` has them all the same. */
  readonly quiet?: boolean;
  /** Least level of the lines that are shown, default `warn`. */
  readonly level?: string;
  /** An engine ended by itself: the region is of no more use. */
  readonly onLoss?: (says: string) => void;
}

/**
 * Stands the system up on this machine, in memory; it listens when everything is ready.
 *
 * Throws `MissingJava`, `EADDRINUSE`, or what the template can't be read for; nothing is left running then.
 */
export async function startRegion(options: RegionOptions = {}): Promise<Region> {
  const opened: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    return await assemble(options, opened, stop);
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function assemble(options: RegionOptions, opened: (() => Promise<void> | void)[], stop: () => Promise<void>): Promise<Region> {
  const { profile: region = 'local', direct = false, brief = false, quiet = false, level = 'warn' } = options;
  const clock = new Clock();
  const logs = new Logs({ level, ...(quiet ? {} : { show: (line) => process.stderr.write(`${line}\n`) }) });
  const faults = new FaultPlan();
  if (options.faults) faults.set(Faults.parse(options.faults));
  const capacity = new Capacity();
  const callers = new Callers();

  if (options.port) await assertFree(options.port);
  const starting = startEngines({ region, brief, ...(options.onLoss ? { onLoss: options.onLoss } : {}) });
  opened.push(async () => (await starting.catch(() => undefined))?.stop());
  const tokens = await TokenOffice.open(clock);
  opened.push(() => tokens.close());
  const proxy = direct
    ? undefined
    : await EngineProxy.start({ engines: starting, scope: `${region}:${ACCOUNT}`, callers, faults, capacity, logs });
  if (proxy) opened.push(() => proxy.stop());

  const making = Promise.resolve(options.template ?? synthesised(region, options.division));
  // Whichever fails first: nobody should wait for a synthesis to hear that there is no Java.
  const template = await Promise.race([making, starting.then(() => making)]);
  const at = proxy ? { dynamodb: proxy.port, queues: proxy.port, buckets: proxy.port } : await starting;
  const blueprint = readTemplate(template, {
    region,
    parameters: { JwksUrl: tokens.jwksUrl, TokenIssuer: TokenOffice.issuer, TokenAudience: TokenOffice.audience },
    queuesAt: addressOf(at.queues),
  });
  const workers = new Workers({ functions: blueprint.functions, callers, clock, logs, surroundings: surroundings(region, at) });
  opened.push(() => workers.stop());
  const [engines] = await Promise.all([starting, workers.warm()]);

  const calls = new EngineCalls(engines, region);
  opened.push(() => calls.close());
  const streams = await stand(blueprint, calls);
  const deliveries = new Deliveries({ blueprint, region, streams, calls, workers, faults, clock, told: proxy !== undefined });
  proxy?.onTouch((arn) => deliveries.poke(arn));
  opened.push(() => deliveries.stop());
  const schedules = new Schedules({ blueprint, region, clock, workers, calls });
  opened.push(() => schedules.stop());
  const parts: Parts = { blueprint, calls, capacity, clock, deliveries, faults, logs, schedules, tokens, workers, stop };
  const aside = localRoutes(parts);
  const gateway = new Gateway({ routes: blueprint.routes, stage: blueprint.stage, binary: blueprint.binary, workers, clock, logs, aside });
  opened.push(() => gateway.stop());
  deliveries.start();
  schedules.start();
  const port = await gateway.open(options.port ?? 0);
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
