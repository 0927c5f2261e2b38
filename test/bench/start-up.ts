import { type Bundle, loadingEnvironment } from './bundles.ts';
import { freshNode } from './fresh-node.ts';
import { median } from './statistics.ts';
import { fixed, mark, textTable } from './text-table.ts';

export interface StartUp {
  readonly name: string;
  /** User and system CPU of a fresh process that loads the bundle and ends, in milliseconds: the median. */
  readonly ms: number;
  /** As a ratio to a process that loads nothing: median to median. */
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
 * Starts every bundle once a round, the bare process before each, so that whatever else the machine does falls on both alike. Fewer
 * rounds than asked for when the machine takes too long.
 *
 * A process counts its own CPU as it ends; all its threads are in it.
 */
export function startUps(bundles: readonly Bundle[], most: number, limitMs: number): StartUps {
  const late = performance.now() + limitMs;
  const bare: number[] = [];
  const taken = new Map<string, number[]>(bundles.map(({ name }) => [name, []]));
  let rounds = 0;
  while (rounds < most && performance.now() < late) {
    for (const { name, entry } of bundles) {
      bare.push(cpuOf('0'));
      taken.get(name)?.push(cpuOf(`require(${JSON.stringify(entry)})`));
    }
    rounds += 1;
  }
  const bareMs = median(bare);
  return {
    rounds,
    bareMs,
    bundles: bundles.map(({ name, target }) => {
      const ms = median(taken.get(name) ?? []);
      const ratio = ms / bareMs;
      return { name, ms, ratio, target: target.cpu, over: ratio > target.cpu };
    }),
  };
}

/** User and system CPU of `node -e <code>`, in milliseconds. */
function cpuOf(code: string): number {
  const count = 'process.once("exit",()=>{const u=process.cpuUsage();require("fs").writeSync(1,"\\n"+(u.user+u.system))})';
  return Number(freshNode(`${count};${code};process.exit()`, loadingEnvironment())) / 1000;
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
