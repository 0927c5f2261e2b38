import * as z from 'zod';
import { AttachmentId } from '../../shared/io/attachments.ts';
import { receiptOf } from '../../shared/io/receipt.ts';
import { Division } from '../../shared/values/division.ts';
import { Finding } from '../../shared/values/finding.ts';
import { FiscalYear } from '../../shared/values/fiscal-year.ts';
import { ProjectCode } from '../../shared/values/project-code.ts';

const ImportId = z
  .string()
  .regex(/^\d{6}-[0-9a-f]{24}$/, '导入编号应为上传表格时取得的编号')
  .meta({ description: '导入编号', examples: [`640104-${'0'.repeat(24)}`] });
export const Params = z.strictObject({ importId: ImportId });

const Form = z
  .enum(['goals', 'monitoring', 'selfEvaluation', 'departmentEvaluation', 'readings'])
  .meta({ description: '表式：绩效目标申报表、绩效运行监控表、项目支出绩效自评表、部门整体支出绩效自评表、监控数据汇总表' });

const FileName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}/\\]+$/u, '文件名不得含路径或控制字符');

export const ImportBody = z
  .strictObject({
    form: Form,
    fiscalYear: FiscalYear,
    division: Division.optional().meta({ description: '填报所属区划；不填则为本人所在区划' }),
    projectCode: ProjectCode.optional().meta({ description: '表上没有项目代码时填写' }),
    moneyUnit: z.enum(['yuan', 'wan']).optional().meta({ description: '金额单位：元、万元；不填则按表上写明的单位' }),
    workbook: z
      .strictObject({
        name: FileName,
        content: z.base64('应为 Base64').min(4).max(1_000_000).meta({ description: '.xlsx 文件内容，Base64' }),
      })
      .optional()
      .meta({ description: '工作簿；较大的文件先登记附件上传，改填 attachmentId' }),
    attachmentId: AttachmentId.optional(),
  })
  .refine(({ workbook, attachmentId }) => (workbook === undefined) !== (attachmentId === undefined), {
    message: 'workbook 和 attachmentId 应填写其中一项',
    path: ['workbook'],
  });

const count = z.int().min(0);
const Progress = {
  status: z.enum(['preview', 'confirmed', 'done']),
  rows: count,
  ready: count,
  waiting: count,
  recorded: count,
  unchanged: count,
  refused: count,
};
const CellFinding = Finding.extend({ sheet: z.string(), cell: z.string().meta({ description: '单元格，例如 F12' }) });

const Row = z.object({
  row: z.int().meta({ description: '第几条记录' }),
  sheet: z.string(),
  line: z.int().meta({ description: '工作表的第几行' }),
  key: z.string().optional().meta({ description: '这条记录是什么；重复导入时据以辨认' }),
  projectCode: z.string().optional(),
  fiscalYear: z.int(),
  period: z.string().optional(),
  state: z.enum(['ready', 'refused', 'unchanged', 'waiting', 'recorded']),
  findings: z.array(CellFinding),
});

/** A workbook; bytes, not JSON. */
export const Workbook = z.string().meta({ format: 'binary' });

const Head = { importId: z.string(), form: Form, fiscalYear: z.int(), division: z.string(), name: z.string(), digest: z.string() };
export const ProgressAnswer = z.object({ ...Head, ...Progress, expiresAt: z.string().optional(), confirmedAt: z.string().optional() });
export const RowsAnswer = z.object({ items: z.array(Row), next: z.string().optional() });
export const PreviewAnswer = z.object({
  ...Head,
  expiresAt: z.string().optional(),
  confirmedAt: z.string().optional(),
  counts: z.object(Progress),
  rows: z.array(Row),
  next: z.string().optional().meta({ description: '还有更多行时，GET …/rows?cursor= 从此处接着读' }),
});
export const ConfirmationReceipt = receiptOf({ importId: z.string(), ...Progress });
