import { type Level1, type Level2, parentOf } from '../values/indicator.ts';
import { plain } from './text.ts';

const FIRST: readonly (readonly [RegExp, Level1])[] = [
  [/满意/, 'satisfaction'],
  [/效益|效果|影响/, 'benefit'],
  [/产出|完成/, 'output'],
  [/成本/, 'cost'],
];

const SECOND: readonly (readonly [RegExp, Level2])[] = [
  [/满意/, 'satisfaction'],
  [/经济成本/, 'economicCost'],
  [/社会成本/, 'socialCost'],
  [/(?:生态|环境).*成本/, 'ecologicalCost'],
  [/数量/, 'quantity'],
  [/质量/, 'quality'],
  [/时效|工期|进度/, 'timeliness'],
  [/成本|控制/, 'cost'],
  [/持续/, 'sustainable'],
  [/经济/, 'economic'],
  [/社会/, 'social'],
  [/生态|环境/, 'ecological'],
];

/** 一级指标 and 二级指标 as printed (产出指标（50分）, 项目完成指标, 社会效益). `undefined`: the word isn't known. */
export function levelsOf(first: string, second: string): { readonly level1?: Level1; readonly level2?: Level2 } {
  const above = FIRST.find(([words]) => words.test(plain(first)))?.[1];
  const named = SECOND.find(([words]) => words.test(plain(second)))?.[1];
  // 财预〔2021〕101号 has the cost apart: there 成本指标 under 成本指标 is the money.
  const level2 = named === 'cost' && above === 'cost' ? 'economicCost' : (named ?? (above === 'satisfaction' ? 'satisfaction' : undefined));
  const level1 = above ?? (level2 && parentOf(level2));
  return { ...(level1 && { level1 }), ...(level2 && { level2 }) };
}
