import type { ProfileName } from '../stacks/region-profile.ts';
import type { Choice } from '../stacks/synthesise.ts';
import { type Engines, startEngines } from './engines.ts';
import { Roads } from './roads.ts';
import { synthesised } from './synthesis.ts';
import { TokenOffice } from './tokens.ts';

/** What is said once for all regions that are started together. */
export interface LaunchOptions {
  readonly profile?: ProfileName;
  /** Functions call the engines past the proxy: nothing is counted, enforced or spoiled. For timing. */
  readonly direct?: boolean;
  /** The regions are for minutes, as in tests, and not for thousands of projects: up sooner, and half the CPU at first. */
  readonly brief?: boolean;
  /** Shows no log lines; `logs()` has them all the same. */
  readonly quiet?: boolean;
  /** Least level of the lines that are shown, default `warn`. */
  readonly level?: string;
  /** An engine ended by itself: the regions are of no more use. */
  readonly onLoss?: (says: string) => void;
}

/** A template of one's own, or what to synthesise. */
export interface Making {
  readonly template?: unknown;
  readonly choice: Choice;
}

/** What the regions of one launch share: one pair of engines (a JVM costs more than a region), one token office, one synthesis. */
export interface Launch {
  readonly options: LaunchOptions;
  readonly profile: ProfileName;
  /** One region that stays loads its functions beforehand; several, or one for minutes, load what is called: each takes 0.1 s of CPU. */
  readonly warm: boolean;
  /** May still be starting. */
  readonly engines: Promise<Engines>;
  readonly tokens: TokenOffice;
  readonly roads: Roads;
  /** The regions' templates, in the order that they were asked for. Rejects too when the engines don't start, and sooner. */
  readonly templates: Promise<readonly unknown[]>;
  stop(): Promise<void>;
}

/** Begins it all at once and waits for little of it. */
export async function openLaunch(options: LaunchOptions, makings: readonly Making[]): Promise<Launch> {
  const { profile = 'local', brief = false, onLoss } = options;
  const engines = startEngines({ region: profile, brief, ...(onLoss ? { onLoss } : {}) });
  const making = made(profile, makings);
  // Whichever fails first: nobody should wait for a synthesis to hear that there is no Java.
  const templates = Promise.race([making, engines.then(() => making)]);
  templates.catch(() => undefined);
  const tokens = await TokenOffice.open();
  return {
    options,
    profile,
    warm: makings.length === 1 && !brief,
    engines,
    tokens,
    roads: new Roads(),
    templates,
    async stop() {
      await tokens.close();
      await (await engines.catch(() => undefined))?.stop();
    },
  };
}

async function made(profile: ProfileName, makings: readonly Making[]): Promise<readonly unknown[]> {
  const choices = makings.flatMap(({ template, choice }) => (template === undefined ? [choice] : []));
  const synthesising = (choices.length > 0 ? await synthesised(profile, choices) : []).values();
  return makings.map(({ template }) => template ?? synthesising.next().value);
}
