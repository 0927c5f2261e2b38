import { afterAll, beforeAll, describe } from 'vitest';
import { type Region, startRegion } from '../../local/region.ts';
import { yearWithFaults } from './spoilt/faults.ts';
import { brokenOff } from './spoilt/imports.ts';
import { operatorsHand } from './spoilt/operator.ts';
import { poorProject } from './spoilt/rectification.ts';

let region: Region;
const opened = () => region;

beforeAll(async () => {
  region = await startRegion({ quiet: true, brief: true });
});
afterAll(() => region?.stop());

// A region of their own, because they spoil it: with faults, with another date, with dead letters; one after the other.
describe('ten projects walk their year', yearWithFaults(opened));
describe('a workbook whose import breaks off', brokenOff(opened));
describe('a project that finance found poor', poorProject(opened));
describe('what an operator does by hand', operatorsHand(opened));
