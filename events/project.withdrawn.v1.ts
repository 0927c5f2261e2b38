import * as z from 'zod';
import { defineEvent } from './envelope.ts';

/** The unit took the project back, or finance removed it from the library. */
export const projectWithdrawn = defineEvent('project.withdrawn.v1', z.object({ reason: z.string() }));
