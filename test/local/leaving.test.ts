import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startEngines } from '../../local/engines.ts';
import { MissingJava } from '../../local/jvm.ts';
import { listenLocally, portOf, shut } from '../../local/listening.ts';

const root = path.resolve(import.meta.dirname, '../..');
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function run(
  file: string,
  args: readonly string[] = [],
  environment: Record<string, string> = {},
): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [path.join(root, file), ...args], { cwd: root, env: { ...process.env, ...environment } });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
  }
  return { child, said: () => said };
}

/** Everything that a process has started, and what that has started. */
function offspring(pid: number): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => pairs.flatMap(([child = 0, its = 0]) => (its === parent ? [child, ...below(child)] : []));
  return below(pid);
}

function lives(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}

async function until(holds: () => boolean, ms: number): Promise<boolean> {
  const late = performance.now() + ms;
  while (!holds() && performance.now() < late) await pause(50);
  return holds();
}

describe('a region', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('leaves no process behind after %s', { timeout: 60_000 }, async (signal) => {
    const { child, said } = run('test/local/fixtures/hold.ts');
    expect(await until(() => said().startsWith('http'), 50_000)).toBe(true);
    const started = offspring(child.pid ?? 0);
    expect(started.length).toBeGreaterThan(0);
    child.kill(signal);
    await once(child, 'exit');
    expect(await until(() => !started.some(lives), 20_000)).toBe(true);
  });
});

describe('npm start', () => {
  it('says which command installs Java when it is missing, and ends with 1', { timeout: 60_000 }, async () => {
    await expect(startEngines({ region: 'local', java: 'no-such-java' })).rejects.toThrow(MissingJava);
    const { child, said } = run('local/start.ts', ['--port', '0', '--no-demo'], { PATH: '/nowhere', JAVA_HOME: '' });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toContain('apt-get install -y openjdk-17-jre-headless');
    expect(said()).toContain('请先安装');
  });

  it('says that a port is taken, and ends with 1', { timeout: 60_000 }, async () => {
    const other = await listenLocally(createServer());
    const { child, said } = run('local/start.ts', ['--port', String(portOf(other)), '--no-demo']);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toContain(`端口 ${portOf(other)} 已被占用`);
    await shut(other);
  });

  it('says how it is used when it is asked for something else, and ends with 1', { timeout: 60_000 }, async () => {
    const { child, said } = run('local/start.ts', ['--prot', '1']);
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said()).toContain('npm start --');
  });
});
