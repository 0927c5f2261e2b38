import { seal } from '../../../events/chain.ts';
import { type BatchState, opened, START } from '../../../functions/exchange/rules/batch.ts';
import type { EventClaims } from '../../../functions/exchange/rules/message.ts';
import { type PeerState, thumbprint } from '../../../functions/exchange/rules/peer.ts';
import type { Known } from '../../../shared/values/decision.ts';

export const NOW = Date.parse('2026-03-02T01:00:00Z');
export const HERE = { division: '640000', now: NOW };

/** The key of RFC 7515, appendix A.3. */
export const KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
} as const;

export const peer: PeerState = {
  name: '演示区财政局',
  kinds: ['events', 'readings', 'submissions'],
  keys: [{ ...KEY, kid: thumbprint(KEY), alg: 'ES256' }],
  registeredAt: '2026-01-01T00:00:00Z',
};

export const event = (changes: object = {}, data: object = { reason: '项目不再实施' }) =>
  seal({
    specversion: '1.0',
    id: 'project#A-1/1',
    source: '/projects',
    type: 'project.withdrawn.v1',
    time: '2026-03-01T02:00:00.000Z',
    subject: 'A-1',
    datacontenttype: 'application/json',
    division: '640104',
    aggregate: 'project#A-1',
    sequence: 1,
    previoushash: 'genesis',
    hops: 0,
    correlationid: 'c',
    actor: 'person-1',
    actorname: '演示',
    organisation: '219001',
    ...changes,
    data,
  });

const head = { iss: '640104', aud: '640000', iat: NOW / 1000 - 3600, exp: NOW / 1000 + 3600 };
export const claims = (changes: object = {}): EventClaims => ({ ...head, jti: 'project#A-1/1', kind: 'event', event: event(), ...changes });
export const rows = (changes: object = {}) => ({
  ...head,
  jti: 'B-1',
  kind: 'submissions' as const,
  rows: [{ division: '640104' }],
  ...changes,
});

export const batch = (changes: Partial<BatchState> = {}): BatchState => ({
  ...opened({ sender: '640104', name: '演示区财政局', kind: 'readings', digest: 'd', receivedAt: '2026-03-02T01:00:00Z' }),
  place: START,
  ...changes,
});

export const known = <State>(state: State): Known<State> => ({ state, version: 1, sequence: 1, head: 'x' });
