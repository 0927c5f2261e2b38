import { canonical, digestOf } from '../../../events/chain.ts';
import type { NewEvent } from '../../../events/index.ts';
import type { PeerKey } from '../../../events/peer.registered.v1.ts';
import type { Decision, Known, Receipt } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { CONVENTION } from './articles.ts';
import type { PeerKind } from './message.ts';

/** A stack whose messages are taken. */
export interface PeerState {
  readonly name: string;
  readonly kinds: readonly PeerKind[];
  readonly keys: readonly PeerKey[];
  readonly registeredAt: string;
}
export type PeerEvent = NewEvent<'peer.registered.v1'>;

/** A key as it is brought; without `kid` its thumbprint is meant. */
export interface BroughtKey extends Omit<PeerKey, 'kid'> {
  readonly kid?: string | undefined;
}

export interface Registration {
  readonly name: string;
  readonly kinds: readonly PeerKind[];
  readonly keys: readonly BroughtKey[];
}

export const peerKey = (division: string) => `peer#${division}`;

/** EX-12, EX-13: a new registration replaces the old one, keys and all; who changes keys sends old and new for a while. */
export function register(
  known: Known<PeerState> | undefined,
  peer: string,
  { name, kinds, keys }: Registration,
  here: { readonly division: string; readonly time: string },
): Decision<PeerState, PeerEvent> {
  const findings = objections(peer, keys, here.division);
  if (findings.length > 0) return { outcome: 'refused', findings };
  const state = { name, kinds: [...new Set(kinds)].toSorted(), keys: keys.map(named), registeredAt: here.time };
  const before = known && { ...known.state, registeredAt: here.time };
  if (before && canonical(before) === canonical(state)) return { outcome: 'unchanged', answer: receipt(peer, known.state) };
  const { registeredAt: _, ...registered } = state;
  return {
    outcome: 'accepted',
    state,
    events: [{ type: 'peer.registered.v1', data: { peer, ...registered } }],
    answer: receipt(peer, state),
  };
}

function objections(peer: string, keys: readonly BroughtKey[], division: string): readonly Finding[] {
  const kids = keys.map(({ x, y }) => thumbprint({ x, y }));
  return [
    ...(liesUnder(peer, division) ? [] : [finding('EX-12', '/path/division', `${peer}不属于${division}，不能向本区报送`, CONVENTION)]),
    ...keys.flatMap((key, at) => [
      ...(isPoint(key) ? [] : [finding('EX-13', `/keys/${at}`, '不是 P-256 曲线上的公钥', CONVENTION)]),
      ...(key.kid === undefined || key.kid === kids[at]
        ? []
        : [finding('EX-13', `/keys/${at}/kid`, `kid 应为公钥的指纹（RFC 7638）${kids[at]}`, CONVENTION)]),
      ...(kids.indexOf(kids[at] ?? '') < at ? [finding('EX-13', `/keys/${at}`, '与前面的公钥相同', CONVENTION)] : []),
    ]),
  ];
}

function named({ kty, crv, x, y }: BroughtKey): PeerKey {
  return { kid: thumbprint({ x, y }), kty, crv, x, y, alg: 'ES256' };
}

/** RFC 7638 of a P-256 key, whose members stand in this order. */
export function thumbprint({ x, y }: Pick<PeerKey, 'x' | 'y'>): string {
  const digest = digestOf(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).slice('sha256:'.length);
  return Buffer.from(digest, 'hex').toString('base64url');
}

/** NIST SP 800-186: y² = x³ − 3x + b over the field of P-256. */
const FIELD = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

function isPoint({ x: textX, y: textY }: Pick<PeerKey, 'x' | 'y'>): boolean {
  const x = number(textX);
  const y = number(textY);
  return x < FIELD && y < FIELD && (y * y - (x * x * x - 3n * x + B)) % FIELD === 0n;
}

const number = (text: string) => BigInt(`0x0${Buffer.from(text, 'base64url').toString('hex')}`);

function receipt(peer: string, { name, kinds, keys, registeredAt }: PeerState): Receipt {
  return { division: peer, name, kinds, keys: keys.map(({ kid }) => kid), registeredAt };
}
