import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import path from 'node:path';
import { bundleAll } from '../stacks/bundle.ts';

const root = path.resolve(import.meta.dirname, '..');

/** What became of one part of the run; its tests were counted if it has any. */
interface Part {
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: number;
}

const CLOSING = /^(\d+) passed, (\d+) failed\n?$/gm;

/** Runs a command of `node_modules/.bin`, and shows what it said when it is done, all in one piece. `niceness`: how far it steps back for others. */
function run(name: string, [command, ...args]: readonly [string, ...string[]], niceness = 0): Promise<Part> {
  const begun = performance.now();
  const child = spawn(path.join(root, 'node_modules/.bin', command), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined && niceness > 0) setPriority(child.pid, niceness);
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => said.push(piece));
  const { promise, resolve } = Promise.withResolvers<Part>();
  child.once('error', (fault) => said.push(Buffer.from(`${fault.message}\n`)));
  child.once('close', (code) => {
    const text = Buffer.concat(said).toString();
    const [, passed = 0, failed = 0] = ([...text.matchAll(CLOSING)].at(-1) ?? []).map(Number);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    process.stdout.write(`\n── ${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s ──\n${text.replace(CLOSING, '').trim()}\n`);
    resolve({ ok: code === 0, passed, failed: code === 0 ? failed : Math.max(1, failed) });
  });
  return promise;
}

/** Bundled before the tests, so that those who need it side by side don't do it side by side. */
async function bundles(): Promise<Part> {
  try {
    await bundleAll();
    return { ok: true, passed: 0, failed: 0 };
  } catch (fault) {
    process.stdout.write(`\n── bundles: FAILED ──\n${fault instanceof Error ? fault.stack : fault}\n`);
    return { ok: false, passed: 0, failed: 1 };
  }
}

/**
 * Projects of `vitest.config.ts`, the longest first. As equals, three runs on two cores chase one another out of the caches and take a third more CPU;
 * stepping back, the last only fills the gaps in which the first two wait.
 */
const RUNS = [
  { project: 'apart', niceness: 0 },
  { project: 'region', niceness: 5 },
  { project: 'rules', niceness: 15 },
];

async function tests({ project, niceness }: (typeof RUNS)[number]): Promise<Part> {
  const part = await run(project, ['vitest', 'run', '--project', project], niceness);
  // Whoever ran nothing has not passed.
  return part.passed > 0 ? part : { ok: false, passed: 0, failed: Math.max(1, part.failed) };
}

/** Everything that `npm test` stands for. What runs side by side is told one after the other; the last line counts the tests of all. */
async function main(): Promise<void> {
  const types = run('types', ['tsc', '-p', '.', '--singleThreaded']);
  const checks = await Promise.all([run('format', ['biome', 'format', '.']), run('lint', ['biome', 'lint', '.']), bundles()]);
  const sound = checks.every(({ ok }) => ok);
  const parts = [...checks, ...(sound ? await Promise.all(RUNS.map(tests)) : []), await types];
  const sum = (count: 'passed' | 'failed') => parts.reduce((total, part) => total + part[count], 0);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = parts.every(({ ok }) => ok) ? 0 : 1;
}

await main();
