import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { misreadings } from '../../../shared/io/misreadings.ts';

const Form = z.strictObject({
  name: z.string().min(1).max(3),
  year: z.int().min(2018),
  on: z.iso.date(),
  kind: z.enum(['own', 'thirdParty']),
  tags: z.array(z.string()).max(1),
  code: z.string().regex(/^\d+$/, '只填数字'),
  open: z.boolean().optional(),
});
const perfect = { name: '甲', year: 2025, on: '2025-06-30', kind: 'own', tags: [], code: '1' };

function says(change: object): readonly string[] {
  const read = Form.safeParse({ ...perfect, ...change });
  return read.error ? misreadings(read.error, '/rows/0', 50).map((each) => `${each.at} ${each.says}`) : [];
}

describe('API-01 what a schema refuses is said in Chinese, at its place', () => {
  it.each([
    [{ name: undefined }, '/rows/0/name 缺少这一项，应当填写'],
    [{ name: 7 }, '/rows/0/name 应为文本，而不是数字'],
    [{ name: null }, '/rows/0/name 应为文本，而不是空值'],
    [{ name: '' }, '/rows/0/name 不能为空'],
    [{ name: '甲乙丙丁' }, '/rows/0/name 不得超过3个字'],
    [{ year: 2025.5 }, '/rows/0/year 应为整数，而不是数字'],
    [{ year: 2017 }, '/rows/0/year 不得少于2018'],
    [{ on: '2025-02-30' }, '/rows/0/on 应为日期，例如2025-06-30'],
    [{ kind: '自行' }, '/rows/0/kind 应为“own”、“thirdParty”之一'],
    [{ tags: {} }, '/rows/0/tags 应为列表，而不是一组字段'],
    [{ tags: ['a', 'b'] }, '/rows/0/tags 不得超过1项'],
    [{ code: 'x' }, '/rows/0/code 只填数字'],
    [{ open: 'yes' }, '/rows/0/open 应为true或者false，而不是文本'],
    [{ 'a/b': 1 }, '/rows/0/a~1b 没有“a/b”这个字段'],
  ])('%j', (change, finding) => {
    expect(says(change)).toEqual([finding]);
  });

  it('names no more than it is asked to', () => {
    const read = Form.safeParse({});
    expect(read.error && misreadings(read.error, '', 2)).toHaveLength(2);
  });

  it('finds nothing in a perfect form', () => {
    expect(says({})).toEqual([]);
  });
});
