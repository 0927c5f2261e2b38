import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, type DigestAlgorithm, digestOf, seal, verifyChain } from '../../events/chain.ts';
import { type Envelope, GENESIS } from '../../events/index.ts';
import { sample } from './samples.ts';

type Kept = Envelope & { readonly data: unknown };

/** A chain of one aggregate with these data, sealed as the ledger does it. */
function chainOf(data: readonly unknown[], algorithm: DigestAlgorithm = 'sha256'): Kept[] {
  const first = sample('project.withdrawn.v1');
  const chain: Kept[] = [];
  for (const [at, each] of data.entries()) {
    const { hash: _, ...content } = { ...first, sequence: at + 1, previoushash: chain.at(-1)?.hash ?? GENESIS, data: each };
    chain.push(seal(content, algorithm));
  }
  return chain;
}

const sound = chainOf([{ reason: '一' }, { reason: '二' }, { reason: '三' }, { reason: '四' }]);
const [one, two, three, four] = sound;
const bad = (sequence: number, says: string) => ({ sound: false, sequence, says });

describe('canonical JSON', () => {
  it('gives equal content equal text, whatever the order of its keys', () => {
    expect(canonical({ b: 1, a: { d: [1, 2], c: '市中区' } })).toBe('{"a":{"c":"市中区","d":[1,2]},"b":1}');
    expect(canonical({ a: { c: '市中区', d: [1, 2] }, b: 1 })).toBe('{"a":{"c":"市中区","d":[1,2]},"b":1}');
  });

  it('writes numbers as RFC 8785 does', () => {
    expect(canonical([1e21, 0.1, 1.0, -0, 1e-7, 333333333.3333333])).toBe('[1e+21,0.1,1,0,1e-7,333333333.3333333]');
  });

  it('says so when a value is no JSON', () => {
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, '\ud800']) expect(() => canonical(value)).toThrow();
  });

  it('is stable: reading it and writing it again changes nothing', () => {
    const json = fc.jsonValue({ stringUnit: 'binary' });
    const property = fc.property(json, (value) => {
      expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
    });
    fc.assert(property);
  });
});

describe('a link', () => {
  it('is the digest over the previous hash and the canonical event, prefixed by its algorithm', () => {
    const { hash: _, ...content } = sample('project.withdrawn.v1');
    const text = content.previoushash + canonical(content);
    expect(seal(content).hash).toBe(`sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`);
    expect(seal(content, 'sm3').hash).toBe(`sm3:${createHash('sm3').update(text, 'utf8').digest('hex')}`);
  });

  it('uses the SM3 of GB/T 32905: its own example holds', () => {
    expect(digestOf('abc', 'sm3')).toBe('sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });
});

describe('the verifier', () => {
  it('finds a sound chain sound, and says where it ends', () => {
    expect(verifyChain(sound)).toEqual({ sound: true, length: 4, head: four?.hash });
    expect(verifyChain([])).toEqual({ sound: true, length: 0, head: GENESIS });
  });

  it('finds a chain in SM3 sound, and one that changed its algorithm midway', () => {
    expect(verifyChain(chainOf([1, 2, 3], 'sm3'))).toMatchObject({ sound: true, length: 3, head: expect.stringMatching(/^sm3:/) });
    const { hash: _, ...next } = { ...sample('project.withdrawn.v1'), sequence: 5, previoushash: four?.hash ?? '' };
    expect(verifyChain([...sound, seal(next, 'sm3')])).toMatchObject({ sound: true, length: 5 });
  });

  it.each<[string, readonly (Partial<Kept> | undefined)[], object]>([
    ['a changed word', [one, { ...two, data: { reason: '贰' } }, three, four], bad(2, '第2条记录的内容与其摘要不符')],
    ['a changed name of who acted', [one, two, { ...three, actorname: '他人' }, four], bad(3, '第3条记录的内容与其摘要不符')],
    ['a missing link', [one, three, four], bad(2, '第2条记录缺失，读到的是第3条')],
    ['a missing beginning', [two, three], bad(1, '第1条记录缺失，读到的是第2条')],
    ['swapped links', [one, three, two, four], bad(2, '第2条记录缺失，读到的是第3条')],
    ['swapped links that were numbered anew', [one, { ...three, sequence: 2 }, { ...two, sequence: 3 }], bad(2, '第2条记录与上一条不衔接')],
    ['a link twice', [one, two, two], bad(3, '第3条记录缺失，读到的是第2条')],
    ['another previous hash', [one, two, { ...three, previoushash: one?.hash ?? '' }, four], bad(3, '第3条记录与上一条不衔接')],
    ['a first link that points nowhere', [{ ...one, previoushash: digestOf('') }], bad(1, '第1条记录与上一条不衔接')],
    [
      'a hash of the other algorithm',
      [{ ...one, hash: (one?.hash ?? '').replace('sha256', 'sm3') }],
      bad(1, '第1条记录的内容与其摘要不符'),
    ],
  ])('names %s', (_, spoiled, report) => {
    expect(verifyChain(spoiled.filter(isWhole))).toEqual(report);
  });

  it('names a forged link even when it was sealed anew, by the one behind it', () => {
    const { hash: _, ...forged } = {
      ...sample('project.withdrawn.v1'),
      sequence: 2,
      previoushash: one?.hash ?? '',
      data: { reason: '伪造' },
    };
    expect(verifyChain([one, seal(forged), three, four].filter(isWhole))).toEqual(bad(3, '第3条记录与上一条不衔接'));
  });

  it('names the first link that was touched, in any chain, however it was touched', () => {
    const property = fc.property(
      fc.array(fc.jsonValue(), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      fc.constantFrom('data', 'time', 'actor', 'division', 'correlationid'),
      fc.constantFrom<DigestAlgorithm>('sha256', 'sm3'),
      (data, where, field, algorithm) => {
        const chain = chainOf(data, algorithm);
        expect(verifyChain(chain)).toMatchObject({ sound: true, length: chain.length });
        const at = where % chain.length;
        const touched = chain.map((event, index) => (index === at ? { ...event, [field]: { touched: true } } : event));
        expect(verifyChain(touched)).toMatchObject({ sound: false, sequence: at + 1 });
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  it('finds no sound order but the one in which it was written', () => {
    const shuffled = fc.shuffledSubarray(sound, { minLength: sound.length });
    const property = fc.property(shuffled, (order) => {
      expect(verifyChain(order).sound).toBe(order.every((event, at) => event.sequence === at + 1));
    });
    fc.assert(property);
  });
});

function isWhole(event: Partial<Kept> | undefined): event is Kept {
  return event?.hash !== undefined;
}
