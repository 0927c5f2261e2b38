import * as z from 'zod';
import { Points, Roles, ruled, Says, sum, unique } from './ruled.ts';

const Marks = z
  .array(z.strictObject({ name: Says, marks: Points.positive() }))
  .refine((all) => unique(all.map(({ name }) => name)), '评分项重复')
  .refine((all) => sum(all.map(({ marks }) => marks)) === 100, '评分项分值合计应为100');

const Categories = z
  .strictObject({ of: z.int().min(1).exactOptional(), names: z.array(Says).refine(unique, '类别重复') })
  .refine(({ of, names }) => names.length <= (of ?? names.length), '列明的类别多于总数');

const Book = z.enum(['general', 'governmentFund', 'stateCapital', 'socialInsurance']);

export const coverage = z.strictObject({
  instruments: ruled(z.array(z.enum(['investmentFund', 'ppp', 'procurement', 'servicePurchase', 'debt'])).refine(unique, '方式重复')),
  categories: ruled(z.strictObject({ common: Categories, sectors: Categories })),
  secrecy: ruled(
    z.strictObject({
      levels: z.array(z.enum(['unit', 'project', 'field'])).min(1),
      reviewedBy: Roles.refine((roles) => !roles.includes('third-party'), '保密审查不得由第三方承担'),
    }),
  ),
  agencies: ruled(
    z.strictObject({
      works: z.array(Says).min(1).refine(unique, '工作重复'),
      quality: Marks,
      failing: Points,
      excludedYears: z.int().min(1),
      recusalYears: z.int().min(1),
    }),
  ),
  priorities: ruled(
    z
      .strictObject({ tag: Says, fields: z.array(Says).refine(unique, '领域重复'), books: z.array(Book).refine(unique, '预算重复') })
      .refine(({ tag, fields }) => !fields.includes(tag), '领域不得与目录同名')
      .refine(({ fields, books }) => fields.length === 0 || books.length > 0, '应写明统筹哪几本预算'),
  ),
});

export const appraisal = ruled(
  z.strictObject({
    series: z.array(Says).refine(unique, '系列重复'),
    scheme: Marks,
    bonus: Points,
    deduction: Points,
    reportsTo: Says.exactOptional(),
    consequences: z.array(Says),
  }),
);
