import * as z from 'zod';
import { found } from '../../shared/io/answer.ts';
import { routesFor } from '../../shared/io/route.ts';
import { ROLES } from '../../shared/values/actor.ts';
import { Division } from '../../shared/values/division.ts';
import { FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import type { PolicyView } from './commands.ts';

/** What the route calls. */
export interface Ports {
  readonly readPolicy: (division: string, fiscalYear: number) => PolicyView;
}

const route = routesFor<Ports>();

export const routes = [
  route({
    id: 'getPolicy',
    method: 'GET',
    path: '/policies/{division}/{fiscalYear}',
    summary: '某区划某年度适用的规定，逐项列明依据',
    // A government's rulings are published documents: whoever has a token may read anybody's.
    roles: ROLES,
    params: z.strictObject({ division: Division, fiscalYear: FiscalYearParam }),
    answers: {
      200: z.object({
        id: z.string(),
        name: z.string(),
        division: z.string(),
        document: z.string(),
        version: z.string(),
        items: z.array(z.object({ section: z.string(), item: z.string(), says: z.array(z.string()), basis: z.string() })),
        rules: z.looseObject({}),
      }),
    },
    handle: async ({ readPolicy }, { params }) => found(readPolicy(params.division, params.fiscalYear)),
  }),
];
