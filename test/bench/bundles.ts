import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CONSUMERS } from '../../events/index.ts';
import { bundleAll } from '../../stacks/bundle.ts';
import { freshNode } from './fresh-node.ts';
import { mark, textTable, whole } from './text-table.ts';

/** What every door of every function may ask of its environment. Nothing is called with it: loading a bundle opens no connection. */
const SETTINGS = {
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  TABLE_NAME: 'bench',
  VAULT_BUCKET: 'bench',
  JWKS_URL: 'http://127.0.0.1:9/jwks.json',
  TOKEN_ISSUER: 'https://id.example',
  TOKEN_AUDIENCE: 'bench',
  DEAD_LETTERS_URL: 'http://127.0.0.1:9/000000000000/dead.fifo',
  INBOXES: JSON.stringify(Object.fromEntries(CONSUMERS.map((name) => [name, `http://127.0.0.1:9/000000000000/${name}.fifo`]))),
};

/** Design: sizes that matter. Bytes, gzip, and CPU of a start as a ratio to bare Node; a bundle without the SDK has the last line. */
const TARGETS = {
  api: { bytes: 360_000, gzip: 115_000, cpu: 3.4 },
  queue: { bytes: 335_000, gzip: 105_000, cpu: 3.2 },
  bare: { bytes: 120_000, gzip: 37_000, cpu: 1.6 },
} as const;
export type Target = (typeof TARGETS)[keyof typeof TARGETS];

export interface Bundle {
  /** `projects/api` */
  readonly name: string;
  /** The file that is loaded first. */
  readonly entry: string;
  readonly target: Target;
}

export interface Weight {
  readonly name: string;
  /** Loaded with the entry. */
  readonly eager: { readonly bytes: number; readonly gzip: number; readonly files: number };
  /** Loaded when first needed. */
  readonly lazy: { readonly bytes: number; readonly gzip: number; readonly files: number };
  readonly target: Target;
  readonly over: boolean;
}

/** Builds every bundle and says what each is measured against. */
export async function bundles(): Promise<readonly Bundle[]> {
  const folders = await bundleAll();
  return [...folders].map(([name, folder]) => {
    const entry = path.join(folder, 'index.cjs');
    return { name, entry, target: targetOf(name, folder) };
  });
}

function targetOf(name: string, folder: string): Target {
  const files = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  if (!files.some((text) => text.includes('AWS_ACCESS_KEY_ID'))) return TARGETS.bare;
  return name.endsWith('/api') ? TARGETS.api : TARGETS.queue;
}

/** The environment in which a bundle is loaded: its settings, and nothing of this machine's. */
export const loadingEnvironment = (): NodeJS.ProcessEnv => ({ ...SETTINGS });

/** Bytes of a bundle: asks a fresh process which files it holds once the entry is loaded, the rest of the folder is lazy. */
export function weigh({ name, entry, target }: Bundle): Weight {
  const script = `require(${JSON.stringify(entry)});process.stdout.write("\\n"+JSON.stringify(Object.keys(require.cache)),()=>process.exit())`;
  const loaded: readonly string[] = JSON.parse(freshNode(script, loadingEnvironment()));
  const folder = path.dirname(entry);
  const all = readdirSync(folder).map((file) => path.join(folder, file));
  const eager = sum(all.filter((file) => loaded.includes(file)));
  const lazy = sum(all.filter((file) => !loaded.includes(file)));
  return { name, eager, lazy, target, over: eager.bytes > target.bytes || eager.gzip > target.gzip };
}

function sum(files: readonly string[]): Weight['eager'] {
  const contents = files.map((file) => readFileSync(file));
  return {
    bytes: contents.reduce((total, content) => total + content.length, 0),
    gzip: contents.reduce((total, content) => total + gzipSync(content, { level: 9 }).length, 0),
    files: contents.length,
  };
}

export function weightTable(weights: readonly Weight[]): string {
  return textTable(
    ['bundle', 'eager bytes', 'target', '', 'eager gzip', 'target', '', 'lazy bytes', 'lazy gzip', 'files'],
    weights.map(({ name, eager, lazy, target }) => [
      name,
      whole(eager.bytes),
      whole(target.bytes),
      mark(eager.bytes > target.bytes),
      whole(eager.gzip),
      whole(target.gzip),
      mark(eager.gzip > target.gzip),
      whole(lazy.bytes),
      whole(lazy.gzip),
      `${eager.files}+${lazy.files}`,
    ]),
  );
}
