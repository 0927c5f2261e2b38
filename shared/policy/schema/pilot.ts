import * as z from 'zod';
import { PlainDate } from '../../values/calendar.ts';
import { Grade } from '../../values/grade.ts';
import { Roles, ruled, Says, unique } from './ruled.ts';

const Completion = z.enum([
  'assessmentSupported',
  'goalsApproved',
  'lastReading',
  'siteCheck',
  'financeEvaluated',
  'departmentEvaluated',
  'selfEvaluated',
  'resultApplied',
  'submission',
]);
const Key = z.string().regex(/^[a-z][A-Za-z]*$/);
const Stage = z.strictObject({
  stage: Key,
  name: Says,
  completedBy: Completion,
  due: z.strictObject({ year: z.int().min(0).max(9), day: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) }),
  article: Says,
});

export const pilot = z.strictObject({
  window: ruled(
    z
      .strictObject({ startsOn: PlainDate.exactOptional(), endsOn: PlainDate.exactOptional() })
      .refine(({ startsOn, endsOn }) => (startsOn === undefined) === (endsOn === undefined), '起止日期应同时规定')
      .refine(({ startsOn = '', endsOn = '' }) => startsOn <= endsOn, '试点起止颠倒'),
  ),
  projectsPerCounty: ruled(
    z.strictObject({ min: z.int().min(1), max: z.int().max(10) }).refine(({ min, max }) => min <= max, '项目数上下限颠倒'),
  ),
  stages: ruled(
    z
      .array(Stage)
      .min(1)
      .refine((all) => unique(all.map(({ stage }) => stage)), '试点阶段重复')
      .refine(inOrder, '试点阶段的时限应依次在后'),
  ),
  criteria: ruled(
    z
      .array(z.strictObject({ criterion: Key, name: Says }))
      .min(1)
      .refine((all) => unique(all.map(({ criterion }) => criterion)), '遴选标准重复'),
  ),
  ordered: ruled(z.boolean()),
  acceptedBy: ruled(Roles.refine((roles) => !roles.includes('third-party'), '验收不得由第三方承担')),
  specialReportTo: ruled(Roles),
  gradePoints: ruled(
    z
      .record(Grade, z.int().min(0))
      .refine(({ excellent, good, fair, poor }) => excellent >= good && good >= fair && fair >= poor, '等级越低，分值不应越高'),
  ),
});

function inOrder(stages: readonly z.output<typeof Stage>[]): boolean {
  const days = stages.map(({ due }) => `${due.year} ${due.day}`);
  return days.every((day, at) => at === 0 || day >= (days[at - 1] ?? day));
}
