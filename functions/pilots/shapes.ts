import * as z from 'zod';
import { AttachmentId } from '../../shared/io/attachments.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { PlainDate } from '../../shared/values/calendar.ts';
import { Division } from '../../shared/values/division.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';

/** The shapes of the pilot routes (api.md, Pilots). */
const Name = z.string().trim().min(1).max(200);
const Text = z.string().trim().min(1).max(5000);

const ProgrammeId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, '试点编号应为 1 至 40 位字母、数字、点、横线，以字母或数字开头')
  .meta({ description: '试点编号', examples: ['nx-2022'] });
const Key = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, '应为 1 至 40 位文字、数字或连字符')
  .meta({ description: '阶段', examples: ['assessment'] });

export const ProgrammeParams = z.strictObject({ programme: ProgrammeId });
export const CountyParams = z.strictObject({ programme: ProgrammeId, division: Division });
export const StageParams = z.strictObject({ programme: ProgrammeId, division: Division, projectCode: ProjectCode, stage: Key });
export const BlueprintParams = z.strictObject({
  programme: ProgrammeId,
  blueprintId: z.string().regex(/^[0-9a-f]{16}$/, '蓝本编号应为编印蓝本时取得的编号'),
});

export const BoardQuery = z.strictObject({
  format: z.enum(['json', 'csv', 'svg']).optional().meta({ description: '不写时按 Accept，默认 json' }),
});

/** A key alone, or with its name and, of a stage, its last day; a name alone is a key too. */
const Stage = z.union([
  Key.transform((stage) => ({ stage })),
  z.strictObject({ stage: Key, name: Name.optional(), dueOn: PlainDate.optional() }),
  z.strictObject({ name: Key, dueOn: PlainDate.optional() }).transform(({ name, dueOn }) => ({ stage: name, dueOn })),
]);
const Criterion = z.union([
  Name.transform((criterion) => ({ criterion })),
  z.strictObject({ criterion: Name, name: Name.optional() }),
  z.strictObject({ name: Name }).transform(({ name }) => ({ criterion: name })),
]);

export const ProgrammeBody = z.strictObject({
  name: Name,
  division: Division,
  startsOn: PlainDate.optional(),
  endsOn: PlainDate.optional(),
  projectsPerCounty: z.strictObject({ min: z.int().min(0).max(100), max: z.int().min(0).max(100) }).optional(),
  stages: z.array(Stage).max(20).optional(),
  criteria: z.array(Criterion).max(50).optional(),
});

export const EnrolmentBody = z.strictObject({
  projects: z.array(z.strictObject({ projectCode: ProjectCode, criteria: z.array(Name).max(50) })).max(50),
  support: z.enum(['thirdParty', 'own']).meta({ description: 'thirdParty 委托第三方，own 组织力量' }),
});

const Report = z
  .union([AttachmentId, z.record(z.string().max(60), z.unknown())])
  .meta({ description: '分阶段分报告：附件编号，或者报告内容；requestedAmount、supportedAmount、savings（元）、total、grade 计入看板' });

export const StageBody = z.strictObject({ completedOn: PlainDate, report: Report.optional() });

/** What the county writes itself; further fields are kept as they are. */
export const RemarksBody = z
  .looseObject({
    title: Name.optional(),
    overview: Text.optional(),
    experience: Text.optional(),
    problems: Text.optional(),
    suggestions: Text.optional(),
    attachments: z.array(AttachmentId).max(50).optional(),
  })
  .optional();

export const AcceptanceBody = z.strictObject({ verdict: z.enum(['accepted', 'returned']), comment: z.string().trim().min(1).max(2000) });

export const BlueprintBody = z.strictObject({
  division: Division,
  projectCode: ProjectCode.optional(),
  title: Name,
  summary: z.string().trim().min(1).max(2000),
  stages: z.array(Key).max(20).optional(),
  content: z.string().trim().min(1).max(100_000).optional(),
  attachments: z.array(AttachmentId).max(50).optional(),
});

const date = z.string();
const amount = z.string().optional();
const StageRow = z.looseObject({
  stage: z.string(),
  name: z.string(),
  status: z.enum(['completed', 'overdue', 'open']),
  dueOn: date,
  completedOn: date.optional(),
  late: z.boolean().optional(),
  by: z.enum(['submission', 'event']).optional(),
});
const ProjectRow = z.looseObject({
  projectCode: z.string(),
  name: z.string().optional(),
  secret: z.literal(true).optional(),
  stages: z.array(StageRow),
  savings: amount,
  grade: z.string().optional(),
  executionRate: z.number().optional(),
  light: z.string().optional(),
});
const Overdue = z.object({
  division: z.string(),
  county: z.string(),
  projectCode: z.string(),
  stage: z.string(),
  name: z.string(),
  dueOn: date,
  days: z.number().int(),
});
const Status = z.enum(['enrolled', 'reported', 'returned', 'accepted']);
const standing = {
  division: z.string(),
  name: z.string(),
  status: Status,
  support: z.enum(['thirdParty', 'own']),
  projects: z.array(ProjectRow),
  overdue: z.array(Overdue),
  reportOverdue: z.boolean(),
  savings: z.string(),
};
const head = { programme: z.string(), name: z.string(), startsOn: date, endsOn: date };

export const ProgrammeReceipt = receiptOf({ ...head, division: z.string() });
export const CountyReceipt = receiptOf({ programme: z.string(), division: z.string(), status: Status, projects: z.array(z.string()) });
export const StageReceipt = receiptOf({
  programme: z.string(),
  division: z.string(),
  projectCode: z.string(),
  stage: z.string(),
  status: z.literal('completed'),
  completedOn: date,
  dueOn: date,
  late: z.boolean(),
});
export const BlueprintReceipt = receiptOf({ programme: z.string(), id: z.string(), division: z.string(), title: z.string() });

export const BoardAnswer = z.looseObject({
  ...head,
  division: z.string(),
  asOf: date,
  projectsPerCounty: z.object({ min: z.number().int(), max: z.number().int() }),
  stages: z.array(z.object({ stage: z.string(), name: z.string(), dueOn: date })),
  criteria: z.array(z.object({ criterion: z.string(), name: z.string() })),
  counties: z.array(z.looseObject(standing)),
  counts: z.record(z.string(), z.number().int()),
  overdue: z.array(Overdue),
  efficiency: z.looseObject({ savings: z.string(), savingsRate: z.number().nullable(), explains: z.string(), basis: z.string() }),
  ranking: z.object({
    explains: z.string(),
    basis: z.string(),
    of: z.number().int(),
    items: z.array(z.looseObject({ rank: z.number().int(), division: z.string(), name: z.string() })),
  }),
  coverage: z.looseObject({ enrolled: z.number().int(), counties: z.number().int(), rate: z.number().nullable() }).nullable(),
});

const SubReport = z.looseObject({
  stage: z.string(),
  name: z.string(),
  completedOn: date,
  dueOn: date,
  late: z.boolean(),
  source: z.enum(['submitted', 'generated']),
  basis: z.string(),
  says: z.array(z.string()),
});
export const SubReportAnswer = SubReport.extend({ programme: z.string(), division: z.string(), projectCode: z.string() });
export const CountyAnswer = z.looseObject({
  programme: z.string(),
  ...standing,
  acceptance: z.object({ verdict: z.enum(['accepted', 'returned']), on: date, comment: z.string() }).nullable(),
  version: z.number().int(),
});
export const ReportAnswer = z.looseObject({
  programme: z.string(),
  division: z.string(),
  name: z.string(),
  on: date,
  projects: z.array(z.looseObject({ projectCode: z.string(), criteria: z.array(z.string()), subReports: z.array(SubReport) })),
  basis: z.string(),
});
export const HistoryAnswer = z.object({
  items: z.array(
    z.looseObject({ sequence: z.number().int(), type: z.string(), at: z.string(), organisation: z.string(), hash: z.string() }),
  ),
});
export const BlueprintAnswer = z.looseObject({
  programme: z.string(),
  id: z.string(),
  division: z.string(),
  title: z.string(),
  summary: z.string(),
  on: date,
});

/** A form as the commands take it: keys spelt out, without the fields that were left out. */
export function programmeOf({ name, division, startsOn, endsOn, projectsPerCounty, stages, criteria }: z.output<typeof ProgrammeBody>) {
  return {
    name,
    division,
    ...(startsOn === undefined ? {} : { startsOn }),
    ...(endsOn === undefined ? {} : { endsOn }),
    ...(projectsPerCounty === undefined ? {} : { projectsPerCounty }),
    ...(stages === undefined ? {} : { stages: stages.map(present) }),
    ...(criteria === undefined ? {} : { criteria: criteria.map(present) }),
  };
}

export function stageOf({ completedOn, report }: z.output<typeof StageBody>) {
  return { completedOn, ...(report === undefined ? {} : { report }) };
}

export function blueprintOf(body: z.output<typeof BlueprintBody>) {
  return present(body);
}

type Present<Form> = { [Field in keyof Form]: Exclude<Form[Field], undefined> };

/** Without the fields that are there and undefined; none of ours means anything by that. */
function present<Form extends object>(form: Form): Present<Form> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as Present<Form>;
}
