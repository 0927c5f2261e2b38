import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGoals, writeGoals } from '../../../shared/forms/goals-form.ts';
import { readMonitoring, writeMonitoring } from '../../../shared/forms/monitoring-form.ts';
import { readReadings, writeReadings } from '../../../shared/forms/readings-list.ts';
import { readSelfEvaluation, writeSelfEvaluation } from '../../../shared/forms/self-evaluation-form.ts';
import { readSheets } from '../../../shared/workbook/sheet.ts';
import { type Page, writePages } from '../../../shared/workbook/write.ts';
import { goals, reading, selfEvaluation } from './sample.ts';

const given = { fiscalYear: 2025 };
const titled = {
  projectCode: '640104-001',
  projectName: '（演示）职业技能培训',
  fiscalYear: 2025,
  department: { code: '219', name: '演示主管部门' },
  unit: { code: '219001', name: '演示预算单位' },
};
const runs = { numRuns: 25 };

async function sheetOf(page: Page) {
  const [sheet] = await readSheets(await writePages([page]));
  if (!sheet) throw new Error('no sheet');
  return sheet;
}
const nameless = <Row extends { name?: string | undefined }>(rows: readonly Row[]) => rows.map(({ name: _, ...row }) => row);

describe('what a form is written from is what is read from it', () => {
  it('of goals', async () => {
    await fc.assert(
      fc.asyncProperty(goals, async (form) => {
        const read = readGoals(await sheetOf(writeGoals(titled, form)), given);
        expect(read.remarks.filter(({ level }) => level === 'error')).toEqual([]);
        expect(read).toMatchObject({ projectCode: titled.projectCode, fiscalYear: 2025 });
        expect(read.document).toEqual(form);
      }),
      runs,
    );
  });

  it('of a month’s monitoring', async () => {
    await fc.assert(
      fc.asyncProperty(reading(true), async (form) => {
        const page = writeMonitoring(titled, { period: '07', budget: 600_000_000, goals: [] }, form);
        const read = readMonitoring(await sheetOf(page), given);
        expect(read.remarks).toEqual([]);
        expect(read).toMatchObject({ projectCode: titled.projectCode, period: '07' });
        expect({ ...read.document, indicators: nameless(read.document?.indicators ?? []) }).toEqual(form);
      }),
      runs,
    );
  });

  it('of a list of readings', async () => {
    const record = fc.record({
      projectCode: fc.stringMatching(/^[A-Z0-9]{3,8}-\d{1,3}$/),
      period: fc.constantFrom('07'),
      reading: reading(false),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(record, { minLength: 1, maxLength: 4, selector: ({ projectCode }) => projectCode }),
        async (records) => {
          const all = records.map((each) => ({ ...each, fiscalYear: 2025 }));
          const read = [...readReadings(await sheetOf(writeReadings(all)), given)];
          expect(read.flatMap(({ remarks }) => remarks)).toEqual([]);
          expect(
            read.map(({ projectCode, fiscalYear, period, document }) => ({ projectCode, fiscalYear, period, reading: document })),
          ).toEqual(all);
        },
      ),
      runs,
    );
  });

  it.each([false, true])('of a self-evaluation, of a department: %s', async (ofDepartment) => {
    await fc.assert(
      fc.asyncProperty(selfEvaluation, async (form) => {
        const page = writeSelfEvaluation({ ...titled, ofDepartment }, { overall: '全年目标', indicators: [] }, form);
        const read = readSelfEvaluation(await sheetOf(page), given);
        expect(read.remarks).toEqual([]);
        expect(read.projectCode).toBe(titled.projectCode);
        expect({ ...read.document, indicators: nameless(read.document?.indicators ?? []) }).toEqual(form);
      }),
      runs,
    );
  });
});
