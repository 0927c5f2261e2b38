import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import { bundleNames, type Door, type ServiceName } from './services.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Folder of a door's bundle; `index.cjs` in it exports `handler`. */
export function bundleFolder(service: ServiceName, door: Door): string {
  return path.join(root, 'build', 'functions', service, door);
}

/**
 * Bundles every door of every function into `build/` and answers with their folders by `<service>/<door>`. Same sources, same bytes: a
 * file is only written when it changed, so that asset hashes and running regions stay as they are; when nothing changed at all, nothing
 * is bundled.
 */
export async function bundleAll(): Promise<ReadonlyMap<string, string>> {
  const doors = bundleNames().map(({ service, door }) => ({ service, door, folder: bundleFolder(service, door) }));
  const fingerprint = await sources();
  const done = doors.every(({ folder }) => existsSync(path.join(folder, 'index.cjs')));
  if (!done || (await readFile(FINGERPRINT, 'utf8').catch(() => '')) !== fingerprint) {
    await Promise.all(doors.map(async ({ service, door, folder }) => keep(folder, await bundle(service, door))));
    await writeChanged(FINGERPRINT, fingerprint);
  }
  return new Map(doors.map(({ service, door, folder }) => [`${service}/${door}`, folder]));
}

const FINGERPRINT = path.join(root, 'build', 'functions', 'sources.sha256');

/** Digest of everything that a bundle is made from. */
async function sources(): Promise<string> {
  const folders = ['events', 'functions', 'shared', 'stacks'];
  const listed = await Promise.all(folders.map((folder) => readdir(path.join(root, folder), { recursive: true, withFileTypes: true })));
  const files = listed.flat().filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name));
  const paths = [...files.map((entry) => path.join(entry.parentPath, entry.name)).toSorted(), path.join(root, 'package-lock.json')];
  const contents = await Promise.all(paths.map((file) => readFile(file)));
  const hash = createHash('sha256');
  for (const [index, content] of contents.entries()) hash.update(`${paths[index]}\n${content.length}\n`).update(content);
  return hash.digest('hex');
}

/** One door's bundle, written nowhere. */
export async function bundle(service: ServiceName, door: Door): Promise<readonly OutputChunk[]> {
  const source = path.join(root, 'functions', service, 'index.ts');
  const code = `export { ${door} as handler } from ${JSON.stringify(source)};`;
  const build = await rolldown({
    input: ENTRY,
    cwd: root,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node24' },
    plugins: [entry(code), dispensing],
  });
  try {
    // CJS: on Node 24 an `import` of node:http costs 23 ms more than a `require` of it.
    const { output } = await build.generate({
      format: 'cjs',
      exports: 'named',
      minify: true,
      comments: false,
      dynamicImportInCjs: false,
      entryFileNames: 'index.cjs',
      chunkFileNames: '[name]-[hash].cjs',
    });
    return output.filter((file) => file.type === 'chunk');
  } finally {
    await build.close();
  }
}

const ENTRY = path.join(root, 'build', 'entry.ts');

function entry(code: string): Plugin {
  return { name: 'entry', resolveId: (id) => (id === ENTRY ? id : null), load: (id) => (id === ENTRY ? code : null) };
}

/**
 * Modules that a function on Lambda never needs, and what stands in for them. Looking for credentials and regions in instance
 * metadata, SSO, STS and profiles alone is 135 KB and 8 to 17 ms of every cold start. `test/stacks` looks for remains.
 */
const DISPENSABLE: Readonly<Record<string, string>> = {
  '/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js':
    'export const CONFIG_PREFIX_SEPARATOR = "."; export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });',
  '/@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js':
    'export const getInstanceMetadataRegion = async () => undefined;',
  // Keeps what DynamoDB's endpoint discovery found, which stays off.
  '/@aws-sdk/endpoint-cache/dist-es/index.js': 'export class EndpointCache {}',
};

const dispensing: Plugin = {
  name: 'dispensing',
  resolveId: (id) => (id === '@aws-sdk/credential-provider-node' ? path.join(import.meta.dirname, 'environment-credentials.ts') : null),
  load: (id) => Object.entries(DISPENSABLE).find(([file]) => id.endsWith(file))?.[1] ?? null,
  transform: (code, id) => (id.endsWith('/zod/v4/classic/schemas.js') ? withoutJsonSchema(code) : null),
};

/** No function writes schemas (the contract is written when the project is built), but every zod schema drags the writer along. */
const withoutJsonSchema = (code: string): string =>
  code
    .replaceAll(/^ *inst\._zod\.processJSONSchema = .*;$/gm, '')
    .replace(/^import (\{ create\w+, create\w+ \}) from "\.\.\/core\/to-json-schema\.js";$/m, 'const $1 = {};');

async function keep(folder: string, chunks: readonly OutputChunk[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(chunks.map(({ fileName, code }) => writeChanged(path.join(folder, fileName), code)));
  const wanted = new Set(chunks.map(({ fileName }) => fileName));
  const stale = (await readdir(folder)).filter((file) => file.endsWith('.cjs') && !wanted.has(file));
  await Promise.all(stale.map((file) => rm(path.join(folder, file), { force: true })));
}

/** Another copy of the system may be reading the file, or writing the same one. */
async function writeChanged(file: string, code: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === code) return;
  const fresh = `${file}.${createHash('sha256').update(`${process.pid}${file}`).digest('hex').slice(0, 8)}`;
  await writeFile(fresh, code);
  await rename(fresh, file);
}
