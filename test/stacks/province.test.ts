import { App } from 'aws-cdk-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleAll } from '../../stacks/bundle.ts';
import { provinceStacks } from '../../stacks/province.ts';
import { context } from '../../stacks/synthesise.ts';
import { china } from './templates.ts';

beforeAll(() => bundleAll(), 90_000);

describe('a whole province', () => {
  it('is one stack, and one for each of its 27 cities and counties', () => {
    const stacks = provinceStacks(new App({ context }), china, '640000', { stage: 'prod', peers: ['123456789012'] });
    const names = stacks.map(({ stackName }) => stackName);
    expect(new Set(names).size).toBe(28);
    expect(names).toEqual(expect.arrayContaining(['640000', '640100', '640104', '640323'].map((each) => `BudgetPerformance-${each}-prod`)));
  });

  it('is refused for a county, and for a province that the register does not know', () => {
    expect(() => provinceStacks(new App({ context }), china, '640104', {})).toThrow('is for a province');
    expect(() => provinceStacks(new App({ context }), china, '990000', {})).toThrow('nothing under 990000');
  });
});
