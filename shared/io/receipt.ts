import * as z from 'zod';
import { Finding } from '../values/finding.ts';

/** The answer to a command: what it was about, where it stands, which version. */
export function receiptOf<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.looseObject({ ...shape, version: z.number().int() });
}

/** `application/problem+json`, for OpenAPI and the tests. */
export const ProblemShape = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  findings: z.array(Finding),
  requestId: z.string(),
});
