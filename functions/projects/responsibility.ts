import { policyFor } from '../../shared/policy/resolve.ts';
import { yuan } from '../../shared/values/money.ts';
import { type Ports, projectKey } from './ports.ts';
import {
  answeredFor,
  type Charge,
  chargeKey,
  chargesOf,
  hearCharge,
  hearResponsible,
  type ResponsibleEvent,
  type Responsibles,
  responsiblesKey,
} from './rules/responsible.ts';
import { statusOf } from './rules/state.ts';
import { yearsOf } from './rules/years.ts';

/** The register of responsible persons: kept by what projects say of themselves, so that no crash between a project and its register loses a name. */
export function openResponsibility({ projects, responsibles, charges }: Pick<Ports, 'projects' | 'responsibles' | 'charges'>) {
  return {
    async hearResponsible(event: ResponsibleEvent): Promise<void> {
      let after: Responsibles | undefined;
      await responsibles.absorb(responsiblesKey(event.subject), (state) => {
        const heard = hearResponsible(state, event);
        after = heard ?? state;
        return heard;
      });
      for (const charge of after ? chargesOf(after) : []) await charges.absorb(chargeKey(charge), (known) => hearCharge(known, charge));
    },

    /** What became of a project in the years that the person answers for; of a secret one its marker. */
    async recordOf({ projectCode, division, terms }: Pick<Charge, 'projectCode' | 'division' | 'terms'>, fiscalYear: number | undefined) {
      const state = (await projects.read(projectKey(projectCode)))?.state;
      if (!state || state.secret) return { projectCode, division, secret: true };
      const years = answeredFor(
        terms,
        yearsOf(state, (year) => policyFor(division, year)),
      );
      return {
        projectCode,
        name: state.name,
        division,
        departmentCode: state.departmentCode,
        unitCode: state.unitCode,
        major: state.major,
        status: statusOf(state),
        terms,
        years: years
          .filter((year) => fiscalYear === undefined || year.fiscalYear === fiscalYear)
          .map(({ fiscalYear: of, approvedAmount, paid, light, funds, self, result, rectifications }) => ({
            fiscalYear: of,
            approvedAmount: approvedAmount === null ? null : yuan(approvedAmount),
            paid: paid === null ? null : yuan(paid),
            light,
            funds,
            self,
            result,
            rectifications,
          })),
      };
    },
  };
}
