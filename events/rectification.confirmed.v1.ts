import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 整改销号: finance found it mended. Amount in 分: what came back by the reply that was accepted. */
export const rectificationConfirmed = defineEvent(
  'rectification.confirmed.v1',
  z.object({
    fiscalYear: z.number().int(),
    rectificationId: z.string(),
    comment: z.string(),
    amount: z.number().int().optional(),
  }),
);
