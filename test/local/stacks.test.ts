import { describe, expect, it } from 'vitest';
import { readStacks } from '../../local/stacks.ts';

describe('--stacks', () => {
  it('names governments by policy or by division, and puts each under the first that it lies under', () => {
    expect(readStacks('ningxia, 640104,640100,640323,jinghai')).toEqual([
      { division: '640000', name: '宁夏回族自治区', upstream: undefined },
      { division: '640104', name: '宁夏回族自治区银川市兴庆区', upstream: '640000' },
      { division: '640100', name: '宁夏回族自治区银川市', upstream: '640000' },
      { division: '640323', name: '宁夏回族自治区吴忠市盐池县', upstream: '640000' },
      { division: '120118', name: '天津市静海区', upstream: undefined },
    ]);
  });

  it('is refused with what is wrong', () => {
    for (const [list, says] of [
      ['ningxia,6401', '不认识“6401”'],
      ['ningxia,宁夏', '不认识“宁夏”'],
      ['ningxia,', '有空项'],
      ['ningxia,640000', '640000 出现了两次'],
    ] as const) {
      expect(() => readStacks(list)).toThrow(says);
    }
  });
});
