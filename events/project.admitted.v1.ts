import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** 入库: gate G1 stood open; `gates` says on what grounds. */
export const projectAdmitted = defineEvent(
  'project.admitted.v1',
  z.object({
    gates: z.array(z.object({ gate: z.string(), state: z.string(), basis: z.string() })),
    policy: z.object({ id: z.string(), version: z.string() }),
  }),
);
