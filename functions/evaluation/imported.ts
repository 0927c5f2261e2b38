import type { ImportedSelfEvaluation } from '../../events/import.self-evaluations-confirmed.v1.ts';
import type { Event } from '../../events/index.ts';
import type { Circumstances, Outcome } from '../../shared/values/decision.ts';
import { identified } from '../../shared/values/named.ts';
import type { SelfForm } from './rules/self-evaluation.ts';

interface Ports {
  readonly dossier: {
    newest(projectCode: string, aggregate: string, type: 'goals.approved.v1'): Promise<Event<'goals.approved.v1'> | undefined>;
  };
  readonly selfEvaluate: (
    key: { readonly projectCode: string; readonly fiscalYear: number },
    form: SelfForm,
    circumstances: Circumstances,
  ) => Promise<Outcome>;
}

/** A self-evaluation from a workbook: the same as one over HTTP, its indicators found by their names in the approved goals. */
export function openImported({ dossier, selfEvaluate }: Ports) {
  return async ({ projectCode, fiscalYear, form }: ImportedSelfEvaluation, circumstances: Circumstances): Promise<Outcome> => {
    const goals = await dossier.newest(projectCode, `goals#${projectCode}#${fiscalYear}`, 'goals.approved.v1');
    const indicators = identified(form.indicators, goals?.data.goals.indicators ?? []);
    return selfEvaluate({ projectCode, fiscalYear }, { ...form, indicators }, circumstances);
  };
}
