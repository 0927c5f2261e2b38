import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 规范管理蓝本, drawn from a county whose report was accepted. */
export const pilotBlueprintPublished = defineEvent(
  'pilot.blueprint-published.v1',
  z.object({
    programme: z.string(),
    blueprintId: z.string(),
    county: z.string(),
    projectCode: z.string().optional(),
    title: z.string(),
    summary: z.string(),
    stages: z.array(z.string()).optional(),
    content: z.string().optional(),
    attachments: z.array(z.string()).optional(),
    on: z.string(),
  }),
);
