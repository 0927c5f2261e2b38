import { digestOf } from '../../events/chain.ts';
import type { Circumstances } from '../values/decision.ts';

/** How long a repeated request gets its first answer. */
const REMEMBER_MS = 30 * 24 * 3600 * 1000;

/** One remembered request: short digest of actor and key, short digest of route and body, sequence of the event that keeps the answer, time. */
export type Remembered = readonly [key: string, digest: string, sequence: number, time: number];

/** What is remembered after this command, beside what isn't too old: its answer lies with the event `sequence`. */
export function remember(remembered: readonly Remembered[], circumstances: Circumstances, sequence: number): readonly Remembered[] {
  const { actor, request, time } = circumstances;
  const now = Date.parse(time);
  const fresh = remembered.filter(([, , , at]) => now - at < REMEMBER_MS);
  return request ? [...fresh, [short(`${actor.sub}\n${request.key}`), short(request.digest), sequence, now]] : fresh;
}

/** Whether this request came before, and with the same content. */
export function recall(
  remembered: readonly Remembered[],
  { actor, request, time }: Circumstances,
): { readonly sequence: number; readonly same: boolean } | undefined {
  if (!request) return undefined;
  const known = short(`${actor.sub}\n${request.key}`);
  const found = remembered.findLast(([key, , , at]) => key === known && Date.parse(time) - at < REMEMBER_MS);
  return found && { sequence: found[2], same: found[1] === short(request.digest) };
}

/** As a state keeps them: 33 bytes each, so that a few weeks of requests leave it small. */
export function written(remembered: readonly Remembered[]): string {
  const digits = (hex: string) => Buffer.from(hex, 'hex').toString('base64url');
  return remembered
    .map(([key, digest, sequence, time]) =>
      [digits(key), digits(digest), sequence.toString(36), Math.floor(time / 1000).toString(36)].join('.'),
    )
    .join(' ');
}

export function readRemembered(text: string): readonly Remembered[] {
  const hex = (digits: string) => Buffer.from(digits, 'base64url').toString('hex');
  return [...text.matchAll(/([\w-]+)\.([\w-]+)\.(\w+)\.(\w+)/g)].map(([, key = '', digest = '', sequence = '', time = '']) => [
    hex(key),
    hex(digest),
    Number.parseInt(sequence, 36),
    Number.parseInt(time, 36) * 1000,
  ]);
}

/** 64 bits are plenty to tell one person's requests of a month apart, and keep the state small. */
function short(text: string): string {
  return digestOf(text).slice(7, 23);
}
