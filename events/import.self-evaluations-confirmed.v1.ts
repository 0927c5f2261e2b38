import * as z from 'zod';
import { Actor } from '../shared/values/actor.ts';
import { defineEvent } from './envelope.ts';
import { evaluationSelfEvaluated } from './evaluation.self-evaluated.v1.ts';

const { funds, overall, indicators } = evaluationSelfEvaluated.data.shape;

/** 项目支出绩效自评表 or 部门整体支出绩效自评表 as it was read. An indicator without an id is meant by its name. Money in 分. */
export const ImportedSelfEvaluation = z.object({
  row: z.number().int(),
  projectCode: z.string(),
  fiscalYear: z.number().int(),
  form: z.object({
    funds,
    overall,
    indicators: z.array(indicators.element.extend({ id: z.string().optional(), name: z.string().optional() })),
    /** Of a department, street or policy: the figures of its 共性指标体系 by key. */
    frame: z.object({ inputs: z.record(z.string(), z.number()) }).optional(),
  }),
});
export type ImportedSelfEvaluation = z.infer<typeof ImportedSelfEvaluation>;

/** Some rows of a confirmed import, for evaluation to score as if each had been sent by `actor`, who confirmed that they are true (BJ-29). */
export const importSelfEvaluationsConfirmed = defineEvent(
  'import.self-evaluations-confirmed.v1',
  z.object({ importId: z.string(), chunk: z.number().int(), actor: Actor, rows: z.array(ImportedSelfEvaluation) }),
);
