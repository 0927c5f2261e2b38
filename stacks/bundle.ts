import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { OutputChunk } from 'rolldown';
import { bundle } from './door-bundle.ts';
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
    // One for each processor: all at once want twice the memory, and a quarter more time for it.
    const waiting = doors.values();
    const lane = async () => {
      for (const { service, door, folder } of waiting) await keep(folder, await bundle(service, door));
    };
    await Promise.all(Array.from({ length: availableParallelism() }, lane));
    await writeChanged(FINGERPRINT, fingerprint);
  }
  return new Map(doors.map(({ service, door, folder }) => [`${service}/${door}`, folder]));
}

/** Holds the digest of the sources that the bundles were made from. */
export const FINGERPRINT = path.join(root, 'build', 'functions', 'sources.sha256');

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

async function keep(folder: string, chunks: readonly OutputChunk[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(chunks.map(({ fileName, code }) => writeChanged(path.join(folder, fileName), code)));
  const wanted = new Set(chunks.map(({ fileName }) => fileName));
  const stale = (await readdir(folder)).filter((file) => file.endsWith('.cjs') && !wanted.has(file));
  await Promise.all(stale.map((file) => rm(path.join(folder, file), { force: true })));
}

/** Another copy of the system may be reading the file, or writing the same one. */
export async function writeChanged(file: string, code: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch(() => undefined);
  if (before === code) return;
  const fresh = `${file}.${createHash('sha256').update(`${process.pid}${file}`).digest('hex').slice(0, 8)}`;
  await writeFile(fresh, code);
  await rename(fresh, file);
}
