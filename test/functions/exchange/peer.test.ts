import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { register, thumbprint } from '../../../functions/exchange/rules/peer.ts';
import { KEY, known, peer } from './perfect.ts';

const form = { name: peer.name, kinds: peer.kinds, keys: [KEY] };
const here = { division: '640000', time: peer.registeredAt };

describe('a registration', () => {
  it('is taken, and again without a trace', () => {
    const first = register(undefined, '640104', form, here);
    expect(first).toMatchObject({
      outcome: 'accepted',
      state: peer,
      events: [{ type: 'peer.registered.v1', data: { peer: '640104', keys: [{ kid: thumbprint(KEY) }] } }],
    });
    expect(register(known(peer), '640104', form, { ...here, time: '2027-01-01T00:00:00Z' })).toMatchObject({ outcome: 'unchanged' });
  });

  it('replaces keys: none means that nothing is taken any more', () => {
    expect(register(known(peer), '640104', { ...form, keys: [] }, here)).toMatchObject({ outcome: 'accepted', state: { keys: [] } });
  });

  it('EX-12 is of a division under the one that the stack serves', () => {
    expect(register(undefined, '650104', form, here)).toMatchObject({
      outcome: 'refused',
      findings: [{ rule: 'EX-12', at: '/path/division' }],
    });
    expect(register(undefined, '640000', form, here)).toMatchObject({ outcome: 'accepted' });
    expect(register(undefined, '640104', form, { ...here, division: '640105' })).toMatchObject({ outcome: 'refused' });
  });

  it.each([
    ['EX-13 no point of the curve', [{ ...KEY, y: KEY.x }], '/keys/0'],
    ['EX-13 another thumbprint', [{ ...KEY, kid: 'x'.repeat(43) }], '/keys/0/kid'],
    ['EX-13 the same key twice', [KEY, KEY], '/keys/1'],
  ])('%s is refused where it stands', (_, keys, at) => {
    expect(register(undefined, '640104', { ...form, keys }, here)).toMatchObject({ outcome: 'refused', findings: [{ rule: 'EX-13', at }] });
  });

  it('EX-13 takes every key that OpenSSL makes, under the thumbprint that jose gives it', async () => {
    for (let at = 0; at < 20; at += 1) {
      const { kty = '', crv = '', x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
      const kid = await calculateJwkThumbprint({ kty, crv, x, y });
      expect(register(undefined, '640104', { ...form, keys: [{ kty, crv, x, y, kid }] }, here)).toMatchObject({ outcome: 'accepted' });
    }
  });
});
