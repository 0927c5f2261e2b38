import * as z from 'zod';
import { Finding } from '../shared/values/finding.ts';
import { defineEvent } from './envelope.ts';
import { OnBehalfOf } from './on-behalf-of.ts';

/** 退回: to be mended and submitted again. */
export const assessmentReturned = defineEvent(
  'assessment.returned.v1',
  z.object({ fiscalYear: z.number().int(), reason: z.string(), findings: z.array(Finding), onBehalfOf: OnBehalfOf.optional() }),
);
