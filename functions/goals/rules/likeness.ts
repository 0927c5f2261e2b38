import { exact } from '../../../shared/values/exact.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { percent } from '../../../shared/values/rate.ts';
import { note } from './articles.ts';
import type { Check } from './form.ts';

/**
 * The fingerprint of what goals say: the least of 64 hashes over all runs of four characters (MinHash). Of two texts, the share of
 * equal places estimates the share of runs that they have in common; numbers, signs and spaces don't count, so a copy with other
 * figures is a copy still.
 */
export type Fingerprint = readonly number[];

const RUN = 4;
/** A shorter text resembles too many others. */
const FEWEST = 30;
const PLACES = 64;
/** Texts are looked up by any of eight bands of four places: one that shares 80 % is found with a probability of 98 %. */
const BANDS = 8;
const ROWS = 4;

interface Worded {
  readonly overall: string;
  readonly indicators: readonly { readonly name: string; readonly target?: number | string | undefined }[];
}

/** `undefined` for a text too short to be compared. */
export function fingerprintOf({ overall, indicators }: Worded): Fingerprint | undefined {
  const runs = new Set(
    [overall, ...indicators.flatMap(({ name, target }) => [name, typeof target === 'string' ? target : ''])].flatMap(runsOf),
  );
  if (runs.size < FEWEST) return undefined;
  const hashes = [...runs].map(hashOf);
  return Array.from({ length: PLACES }, (_, place) => hashes.reduce((least, hash) => Math.min(least, mixed(hash, place)), 0xffff_ffff));
}

function runsOf(text: string): string[] {
  const letters = [...text.normalize('NFKC').toLowerCase().replace(/\P{L}/gu, '')];
  return letters.slice(RUN - 1).map((_, at) => letters.slice(at, at + RUN).join(''));
}

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash >>> 0;
}

/** Murmur's finaliser: another order of the same hashes for each place. */
function mixed(hash: number, place: number): number {
  let x = hash ^ Math.imul(place + 1, 0x9e37_79b9);
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const hex = (number: number) => number.toString(16).padStart(8, '0');

export const written = (fingerprint: Fingerprint) => fingerprint.map(hex).join('');

export function readFingerprint(text: string): Fingerprint {
  return (text.match(/.{8}/g) ?? []).map((digits) => Number.parseInt(digits, 16));
}

/** Where a text is laid and looked up; alike texts share one of these places. */
export function bandsOf(fingerprint: Fingerprint): readonly string[] {
  return Array.from(
    { length: BANDS },
    (_, band) =>
      `${band}#${fingerprint
        .slice(band * ROWS, band * ROWS + ROWS)
        .map(hex)
        .join('')}`,
  );
}

/** The share that two texts have in common, 0..1, to the nearest sixty-fourth. */
export function likeness(one: Fingerprint, other: Fingerprint): number {
  return one.filter((value, place) => value === other[place]).length / PLACES;
}

/** GO-28: 抄袭其他项目. Whose it is stands there only for who may see it. */
export const checkLikeness: Check = (_, { policy, alike }): Finding[] => {
  const { value: most, basis } = policy.goals.maxSimilarity;
  if (alike === undefined || exact(alike.share).compare(exact(most)) < 0) return [];
  const whose = alike.projectCode === undefined ? '本区其他项目' : `项目${alike.projectCode}`;
  return [note('GO-28', '/indicators', `总体目标和指标的文字与${whose}约${percent(alike.share)}相同，应按本项目的实际编制`, basis)];
};
