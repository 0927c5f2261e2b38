import { describe, expect, it } from 'vitest';
import { canonical, digestOf, seal } from '../../../events/chain.ts';
import { admit, again, heard, LIFETIME_S, REASONS, type Reason, told } from '../../../functions/exchange/rules/message.ts';
import { Claims } from '../../../functions/exchange/shapes.ts';
import { claims, event, HERE, NOW, peer, rows } from './perfect.ts';

describe('a message', () => {
  it('that is perfect is admitted, be it an event, rows or a file', () => {
    expect(admit(claims(), peer, HERE)).toBeUndefined();
    expect(admit(rows(), peer, HERE)).toBeUndefined();
    const { rows: _, ...head } = rows();
    expect(admit({ ...head, claim: `640104-${'0'.repeat(64)}` }, peer, HERE)).toBeUndefined();
    expect(heard(claims())).toMatchObject({ type: 'project.withdrawn.v1' });
  });

  it('EX-01 says what was agreed, and nothing else', () => {
    for (const good of [claims(), rows()]) expect(Claims.safeParse(good).success).toBe(true);
    const { aud: _, ...aimless } = claims();
    for (const bad of [aimless, { ...claims(), extra: 1 }, { ...rows(), claim: `640104-${'0'.repeat(64)}` }, { ...rows(), jti: 'a/b' }])
      expect(Claims.safeParse(bad).success).toBe(false);
  });

  it('EX-02, EX-03 tells a sender whom nobody knows from a signature that isn’t its own', () => {
    const reasons: readonly Reason[] = ['unknown', 'forged'];
    expect(reasons.map((reason) => REASONS[reason].rule)).toEqual(['EX-02', 'EX-03']);
    expect(told({ reason: 'forged', detail: 'no registered key made this signature' }, '640104')).toBe(
      'EX-03 forged: no registered key made this signature (from 640104)',
    );
  });

  it('EX-04 is for this stack', () => {
    expect(admit(claims({ aud: '650000' }), peer, HERE)).toMatchObject({ reason: 'audience' });
  });

  const seconds = NOW / 1000;
  it.each([
    ['EX-05 has expired', { exp: seconds - 301 }, false],
    ['EX-05 has expired by less than clocks may differ', { exp: seconds - 299 }, true],
    ['EX-05 comes from the future', { iat: seconds + 301, exp: seconds + 900 }, false],
    ['EX-05 comes from a clock that is a little ahead', { iat: seconds + 299, exp: seconds + 900 }, true],
    ['EX-05 ends before it begins', { iat: seconds + 60, exp: seconds }, false],
    ['EX-05 lasts longer than a queue keeps anything', { iat: seconds - 60, exp: seconds + LIFETIME_S }, false],
    ['EX-05 lasts as long', { iat: seconds - 60, exp: seconds - 60 + LIFETIME_S }, true],
  ])('%s: %j', (_, times, admitted) => {
    const verdict = admit(claims(times), peer, HERE);
    if (admitted) expect(verdict).toBeUndefined();
    else expect(verdict).toMatchObject({ reason: 'time' });
  });

  it('EX-06 is of a kind that the sender may send', () => {
    expect(admit(claims(), { ...peer, kinds: ['readings'] }, HERE)).toMatchObject({ reason: 'kind' });
    expect(admit(rows(), { ...peer, kinds: ['events', 'readings'] }, HERE)).toMatchObject({ reason: 'kind' });
  });

  it('EX-07 is about the sender’s own division or one under it', () => {
    expect(admit(rows({ rows: [{ division: '640104' }, { division: '640105' }] }), peer, HERE)).toMatchObject({
      reason: 'division',
      detail: 'row 1',
    });
    for (const division of ['640105', '640100', '640000']) {
      expect(heard(claims({ event: event({ division }) }))).toMatchObject({ reason: 'division' });
    }
    const city = claims({ iss: '640100' });
    expect(heard(city)).toMatchObject({ division: '640104' });
  });

  it('EX-08 holds an event that can be read, under its own id, and that is followed', () => {
    expect(heard(claims({ event: { hello: 'world' } }))).toMatchObject({ reason: 'event' });
    expect(heard(claims({ jti: 'project#A-1/2' }))).toMatchObject({ reason: 'event' });
    expect(heard(claims({ event: event({ sequence: 2 }) }))).toMatchObject({ reason: 'event' });
    const answer = { importId: '640104.B-1', chunk: 0, rows: [] };
    for (const type of ['monitoring.rows-answered.v1', 'pilots.rows-answered.v1'])
      expect(heard(claims({ event: event({ type }, answer) }))).toMatchObject({ reason: 'event' });
  });

  it('EX-09 holds an event as it was sealed', () => {
    expect(heard(claims({ event: { ...event(), organisation: '219002' } }))).toMatchObject({ reason: 'hash' });
    expect(heard(claims({ event: { ...event(), data: { reason: '别的' } } }))).toMatchObject({ reason: 'hash' });
    expect(heard(claims({ event: { ...event(), traceparent: '00' } }))).toMatchObject({ reason: 'hash' });
  });

  it('EX-09 holds a document that lay in the vault as its digest says', () => {
    const data = { reason: '项目不再实施' };
    const { data: _, hash: __, ...rest } = event();
    const kept = seal({ ...rest, dataref: 'events/640104/x', datadigest: digestOf(canonical(data)) });
    expect(heard(claims({ event: { ...kept, data } }))).toMatchObject({ type: 'project.withdrawn.v1' });
    expect(heard(claims({ event: { ...kept, data: { reason: '别的' } } }))).toMatchObject({ reason: 'hash' });
  });

  it('EX-10 that comes again is no news, and under its id nothing else is', () => {
    expect(again('a', 'a', 'id')).toBe('repeated');
    expect(again('a', 'b', 'id')).toMatchObject({ reason: 'altered' });
  });

  it('EX-11 has at most 500 rows, or names a file of the sender’s', () => {
    const many = (length: number) => rows({ rows: Array.from({ length }, () => ({})) });
    expect(admit(many(500), peer, HERE)).toBeUndefined();
    expect(admit(many(501), peer, HERE)).toMatchObject({ reason: 'batch' });
    const { rows: _, ...head } = rows();
    expect(admit({ ...head, claim: `640105-${'0'.repeat(64)}` }, peer, HERE)).toMatchObject({ reason: 'batch' });
  });
});
