import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { ProjectDocument } from './project.registered.v1.ts';

/** The whole project again, after its unit or finance changed it. */
export const projectRevised = defineEvent('project.revised.v1', z.object({ project: ProjectDocument }));
