import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** The project as its unit describes it; amounts in 分. */
export const ProjectDocument = z.object({
  projectCode: z.string(),
  name: z.string(),
  division: z.string(),
  departmentCode: z.string(),
  departmentName: z.string(),
  unitCode: z.string(),
  unitName: z.string(),
  subject: z.enum(['project', 'policy', 'specialFund', 'department', 'street', 'government']),
  origin: z.enum(['new', 'continuing', 'expanded', 'renewed']),
  budgetBook: z.enum(['general', 'governmentFund', 'stateCapital', 'socialInsurance']),
  instrument: z.enum(['investmentFund', 'ppp', 'procurement', 'servicePurchase', 'debt']).optional(),
  investment: z.boolean(),
  startsOn: z.string(),
  endsOn: z.string(),
  requestedAmount: z.number().int(),
  /** 重大: what the policy's amount says, unless finance marked it. */
  major: z.boolean(),
  secret: z.boolean(),
  tags: z.array(z.string()),
  /** 项目责任人; keyed by person, not post (终身责任). */
  responsible: z.object({ id: z.string(), name: z.string(), post: z.string() }),
});
export type ProjectDocument = z.infer<typeof ProjectDocument>;

export const projectRegistered = defineEvent('project.registered.v1', z.object({ project: ProjectDocument }));
