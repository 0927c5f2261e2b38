import type { Actor } from '../../shared/values/actor.ts';
import { shanghaiDate } from '../../shared/values/calendar.ts';
import type { Circumstances, Known, Outcome } from '../../shared/values/decision.ts';
import type { Following } from './following.ts';
import type { Parts } from './parts.ts';
import type { Ports } from './ports.ts';
import { type CountyDecision, type CountyState, countyKey, type Which } from './rules/county.ts';
import { concerns } from './rules/programme.ts';
import { type Remarks, type ReportSetting, report, specialReport } from './rules/report.ts';

type Rule = (
  known: Known<CountyState> | undefined,
  which: Which,
  actor: Actor,
  remarks: Remarks | undefined,
  setting: ReportSetting,
) => CountyDecision;

/** The county's main report to the province, and its special report to its own congress and government. */
export function openReporting({ counties }: Pick<Ports, 'counties'>, { programmeOf, policyOf }: Following, { partsOf, mayRead }: Parts) {
  const made =
    (rule: Rule) =>
    async (which: Which, remarks: Remarks | undefined, circumstances: Circumstances): Promise<Outcome> => {
      const { actor, time } = circumstances;
      const programme = await programmeOf(which.programme);
      if (!programme || !concerns(actor, programme) || !mayRead(actor, which.division)) return { outcome: 'absent' };
      const policy = policyOf(programme);
      const aggregate = { key: countyKey(which), subject: `${which.programme}.${which.division}`, division: which.division };
      return counties.decide(aggregate, circumstances, async (known) => {
        const parts = known ? await partsOf(which, known.state, programme) : [];
        return rule(known, which, actor, remarks, { programme, policy, today: shanghaiDate(time), parts });
      });
    };
  return { report: made(report), specialReport: made(specialReport) };
}
