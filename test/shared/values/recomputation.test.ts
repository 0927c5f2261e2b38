import { expect, it } from 'vitest';
import { Recomputation, type Recomputed, recomputation } from '../../../shared/values/recomputation.ts';

const policy = { id: 'national-2015', version: 'national-2015+sha256:00000000' };
const score: Recomputed = {
  what: 'score',
  name: '自评得分',
  formula: '8.62＋90＝98.62',
  inputs: [{ name: '执行数', value: '215457.60', from: 'evaluation#A#2023/1' }],
  rule: 'EV-01',
  basis: '财预〔2020〕10号 第十四条',
  recorded: 98.62,
  recomputed: 98.62,
};

it('a number that comes out again is the same', () => {
  const answer = recomputation(policy, [score]);
  expect(answer).toMatchObject({ same: true, items: [{ what: 'score', same: true }] });
  expect(Recomputation.parse(answer)).toEqual(answer);
});

it('one number that differs by a hundredth is shown, and the whole is not the same', () => {
  const answer = recomputation(policy, [score, { ...score, what: 'grade', recorded: 98.61 }]);
  expect(answer.items.map(({ same }) => same)).toEqual([true, false]);
  expect(answer.same).toBe(false);
});
