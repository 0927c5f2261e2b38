import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Finding, finding } from '../../../shared/values/finding.ts';

describe('finding', () => {
  it('a finding is an error unless it says that it is a warning', () => {
    expect(finding('GO-01', '/indicators/0/weight', '权重合计应为100', '财预〔2021〕101号')).toEqual({
      rule: 'GO-01',
      level: 'error',
      at: '/indicators/0/weight',
      says: '权重合计应为100',
      basis: '财预〔2021〕101号',
    });
    expect(finding('GO-02', '', '说明', '依据', 'warning').level).toBe('warning');
  });

  it('a finding carries nothing else', () => {
    const good = finding('GO-01', '/', '说明', '依据');
    expect(Finding.parse(good)).toEqual(good);
    expect(Finding.safeParse({ ...good, stack: 'x' }).success).toBe(false);
    expect(z.toJSONSchema(Finding, { io: 'input' })).toMatchObject({ required: ['rule', 'at', 'says', 'basis'] });
  });
});
