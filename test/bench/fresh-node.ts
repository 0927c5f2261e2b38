import { spawnSync } from 'node:child_process';

/** Runs code in a fresh process of this Node, with nothing in its environment but what is given, and answers the last line that it wrote. */
export function freshNode(code: string, env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { env, encoding: 'utf8' });
  if (status !== 0) {
    // A minified bundle is quoted whole before the reason.
    const lines = stderr.split('\n').filter((line) => line.trim() !== '' && line.length < 300);
    throw new Error(`${code.slice(0, 160)} ended with ${status}:\n${lines.slice(-12).join('\n')}`);
  }
  return stdout.split('\n').at(-1) ?? '';
}
