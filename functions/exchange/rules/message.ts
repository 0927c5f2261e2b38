import { canonical, digestOf } from '../../../events/chain.ts';
import { consumersOf, type Event, read } from '../../../events/index.ts';
import type { PEER_KINDS } from '../../../events/peer.registered.v1.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import type { PeerState } from './peer.ts';

export type PeerKind = (typeof PEER_KINDS)[number];
export type RowKind = Exclude<PeerKind, 'events'>;

/** What every signed message says of itself; times in seconds since 1970. */
interface Head {
  readonly iss: string;
  readonly aud: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
}
export type EventClaims = Head & { readonly kind: 'event'; readonly event: Readonly<Record<string, unknown>> };
/** Rows themselves, or the id of a file that holds them, a line each. */
export type BatchClaims = Head & { readonly kind: RowKind } & ({ readonly rows: readonly unknown[] } | { readonly claim: string });
export type Claims = EventClaims | BatchClaims;

/** Why a message is not taken: its rule, and what was seen, for the operator. */
export interface Refusal {
  readonly reason: Reason;
  readonly detail: string;
}

/**
 * EX-01 a message is a JWS (ES256, `bp+jws`) that says what was agreed · EX-02 its sender is registered and has keys · EX-03 one of them
 * made the signature · EX-04 it is for this stack · EX-05 it comes in its time · EX-06 its kind is the sender's to send · EX-07 what it
 * is about lies in the sender's division · EX-08 its event can be read and is one that is followed · EX-09 the event's hash is that of
 * its content · EX-10 what came under its id before said the same · EX-11 it has at most 500 rows, or names a file of the sender's.
 */
export const REASONS = {
  unreadable: { rule: 'EX-01', says: '不是约定的签名消息' },
  unknown: { rule: 'EX-02', says: '发送方未登记，或者没有登记公钥' },
  forged: { rule: 'EX-03', says: '签名与发送方登记的公钥不符' },
  audience: { rule: 'EX-04', says: '不是发给本区的' },
  time: { rule: 'EX-05', says: '已过期，或者时间不合' },
  kind: { rule: 'EX-06', says: '未登记可以发送这一类内容' },
  division: { rule: 'EX-07', says: '内容不属于发送方的区划' },
  event: { rule: 'EX-08', says: '事件无法识别，或者不在跟踪范围' },
  hash: { rule: 'EX-09', says: '事件内容与其摘要不符' },
  altered: { rule: 'EX-10', says: '同一编号此前收到的内容不同' },
  batch: { rule: 'EX-11', says: '批次超过500行，或者没有所称的文件' },
} as const satisfies Record<string, { readonly rule: string; readonly says: string }>;
export type Reason = keyof typeof REASONS;

/** Under which messages are counted whose sender nobody knows or can read. */
export const UNKNOWN = 'unknown';

/** Clocks of two governments are never quite the same. */
const SKEW_S = 5 * 60;
/** [D] How long a message may be on its way: as long as a queue keeps it. */
export const LIFETIME_S = 14 * 24 * 3600;
export const MOST_ROWS = 500;

/** What a message's head says against it, whoever signed it; EX-03 is the signature's to show, before this. */
export function admit(claims: Claims, peer: PeerState, here: { readonly division: string; readonly now: number }): Refusal | undefined {
  const { iss, aud, iat, exp, kind } = claims;
  const now = here.now / 1000;
  if (aud !== here.division) return refusal('audience', `for ${aud}`);
  if (now > exp + SKEW_S) return refusal('time', `expired ${instant(exp)}`);
  if (iat > now + SKEW_S) return refusal('time', `signed in the future, ${instant(iat)}`);
  if (exp <= iat || exp - iat > LIFETIME_S) return refusal('time', `lasts ${exp - iat} seconds`);
  const sent: PeerKind = kind === 'event' ? 'events' : kind;
  if (!peer.kinds.includes(sent)) return refusal('kind', `${sent} of ${iss}`);
  if (kind === 'event') return undefined;
  if ('claim' in claims) {
    return liesUnder(claims.claim.slice(0, 6), iss) ? undefined : refusal('batch', `a file of ${claims.claim.slice(0, 6)}`);
  }
  if (claims.rows.length > MOST_ROWS) return refusal('batch', `${claims.rows.length} rows`);
  const foreign = claims.rows.findIndex((row) => strangerIn(row, iss));
  return foreign < 0 ? undefined : refusal('division', `row ${foreign}`);
}

/** What another stack's event says against itself: EX-07, EX-08, EX-09. */
export function heard({ iss, jti, event: kept }: EventClaims): Event | Refusal {
  const reading = read(kept);
  if (!reading.readable) return refusal('event', reading.reason);
  const { event } = reading;
  const { id, aggregate, sequence } = event;
  if (id !== jti || id !== `${aggregate}/${sequence}`) return refusal('event', `${jti} holds ${id}`.slice(0, 120));
  if (event.type.endsWith('.rows-answered.v1') || !consumersOf(event.type).includes('exchange'))
    return refusal('event', `${event.type} is not followed`);
  if (!liesUnder(event.division, iss) || strangerIn(Object(kept.data).project, iss))
    return refusal('division', `${event.type} of ${event.division}`);
  return isSound(kept) ? event : refusal('hash', id);
}

/** EX-09: a document that lay in the sender's vault comes with the event, which is sealed over its digest. */
function isSound(kept: Readonly<Record<string, unknown>>): boolean {
  const { hash, data, ...head } = kept;
  const byClaim = typeof head.datadigest === 'string';
  if (byClaim && digestOf(canonical(data), algorithmOf(head.datadigest)) !== head.datadigest) return false;
  const content = byClaim ? head : { ...head, data };
  return digestOf(`${kept.previoushash}${canonical(content)}`, algorithmOf(hash)) === hash;
}

const algorithmOf = (digest: unknown) => (String(digest).startsWith('sm3:') ? 'sm3' : 'sha256');

/** EX-07, of a row: whether it names a division that is neither the sender's nor under it. */
export function strangerIn(row: unknown, sender: string): boolean {
  const named: unknown = Object(row).division;
  return typeof named === 'string' && !liesUnder(named.slice(0, 6), sender);
}

/** EX-10: what came before under the same id is this again, or something else. */
export function again(before: string | undefined, now: string | undefined, id: string): 'repeated' | Refusal {
  return before === now ? 'repeated' : refusal('altered', id);
}

export function refusal(reason: Reason, detail: string): Refusal {
  return { reason, detail };
}

/** One line for whoever reads the dead letters. */
export function told({ reason, detail }: Refusal, sender: string): string {
  return `${REASONS[reason].rule} ${reason}: ${detail} (from ${sender})`;
}

export function isRefusal(verdict: object | string | undefined): verdict is Refusal {
  return typeof verdict === 'object' && 'reason' in verdict;
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
