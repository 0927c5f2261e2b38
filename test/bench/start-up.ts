import { execFileSync } from 'node:child_process';
import { type Bundle, loadingEnvironment } from './bundles.ts';
import { median } from './statistics.ts';
import { fixed, mark, textTable } from './text-table.ts';

export interface StartUp {
  readonly name: string;
  /** User and system CPU of a fresh process that loads the bundle and ends, in milliseconds: the median. */
  readonly ms: number;
  /** The same as a ratio to a process that loads nothing: the median over the rounds, each against its own. */
  readonly ratio: number;
  readonly target: number;
  readonly over: boolean;
}

export interface StartUps {
  readonly rounds: number;
  /** CPU milliseconds of a process that loads nothing. */
  readonly bareMs: number;
  readonly bundles: readonly StartUp[];
}

/**
 * Starts every bundle once a round, the bare process before each, so that whatever else the machine does falls on both alike.
 *
 * A process counts its own CPU as it ends; all its threads are in it.
 */
export function startUps(bundles: readonly Bundle[], rounds: number): StartUps {
  const bare: number[] = [];
  const taken = new Map<string, { readonly ms: number[]; readonly ratios: number[] }>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, entry } of bundles) {
      const before = cpuOf('0');
      const ms = cpuOf(`require(${JSON.stringify(entry)})`);
      bare.push(before);
      const kept = taken.get(name) ?? { ms: [], ratios: [] };
      kept.ms.push(ms);
      kept.ratios.push(ms / before);
      taken.set(name, kept);
    }
  }
  const bareMs = median(bare);
  return {
    rounds,
    bareMs,
    bundles: bundles.map(({ name, target }) => {
      const ms = median(taken.get(name)?.ms ?? []);
      const ratio = ms / bareMs;
      return { name, ms, ratio, target: target.cpu, over: ratio > target.cpu };
    }),
  };
}

/** User and system CPU of `node -e <code>`, in milliseconds. */
function cpuOf(code: string): number {
  const count = 'process.once("exit",()=>{const u=process.cpuUsage();require("fs").writeSync(1,"\\n"+(u.user+u.system))})';
  const said = execFileSync(process.execPath, ['-e', `${count};${code};process.exit()`], { env: loadingEnvironment(), encoding: 'utf8' });
  return Number(said.split('\n').at(-1)) / 1000;
}

export function startUpTable({ bundles, bareMs }: StartUps): string {
  return textTable(
    ['bundle', 'CPU ms', 'ratio', 'target', ''],
    [
      ['node -e 0', fixed(bareMs, 1), fixed(1), '', ''],
      ...bundles.map(({ name, ms, ratio, target, over }) => [name, fixed(ms, 1), fixed(ratio), fixed(target, 1), mark(over)]),
    ],
  );
}
