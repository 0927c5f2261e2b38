import * as z from 'zod';
import { found } from '../../shared/io/answer.ts';
import { routesFor } from '../../shared/io/route.ts';
import type { Told } from '../../shared/policy/explain.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { ROLES } from '../../shared/values/actor.ts';
import { Division } from '../../shared/values/division.ts';
import { FiscalYearParam } from '../../shared/values/fiscal-year.ts';
import { yuan } from '../../shared/values/money.ts';

/** What the route calls. */
export interface Ports {
  readonly policyFor: (division: string, fiscalYear: number) => Policy;
  readonly explain: (policy: Policy) => readonly Told[];
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
    async handle({ policyFor, explain }, { params }) {
      const policy = policyFor(params.division, params.fiscalYear);
      const { id, name, division, document, version, ...rules } = policy;
      const { majorAmount } = rules.assessment;
      const assessment = { ...rules.assessment, majorAmount: { ...majorAmount, value: yuan(majorAmount.value) } };
      return found({ id, name, division, document, version, items: explain(policy), rules: { ...rules, assessment } });
    },
  }),
];
