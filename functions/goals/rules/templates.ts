import type { BudgetBook, GoalTemplate, Policy, Subject, TemplateAspect, TemplateKind } from '../../../shared/policy/policy.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { fault, note, type RuleId } from './articles.ts';
import type { Check, Draft } from './form.ts';

/** The templates that goals of this subject and book have to follow; what isn't known excludes none but those that name it. */
export function templatesFor(policy: Policy, subject: Subject | undefined, book: BudgetBook | undefined): readonly GoalTemplate[] {
  const fits = <Kind>(kinds: readonly Kind[] | undefined, kind: Kind | undefined) =>
    kinds === undefined || (kind !== undefined && kinds.includes(kind));
  return policy.goals.templates.value.filter(({ subjects, books }) => fits(subjects, subject) && fits(books, book));
}

const RULES = {
  department: 'GO-71',
  street: 'GO-72',
  government: 'GO-73',
  specialFund: 'GO-74',
  book: 'GO-75',
} as const satisfies Record<TemplateKind, RuleId>;

/** GO-71…GO-75: 从运行成本、管理效率……等方面衡量 (滨江 二（四）2): an aspect that no indicator speaks of. */
export const checkTemplates: Check = (draft, { policy, subject, budgetBook }) =>
  templatesFor(policy, subject, budgetBook).flatMap((template) =>
    template.aspects.filter((aspect) => !isCovered(aspect, draft)).map((aspect) => missing(template, aspect)),
  );

function missing({ kind, name, level, article }: GoalTemplate, aspect: TemplateAspect): Finding {
  const say = level === 'error' ? fault : note;
  return say(RULES[kind], '/indicators', `${name}没有反映“${aspect.name}”的指标`, article);
}

function isCovered({ key, name, level1, level2, words = [] }: TemplateAspect, { indicators }: Draft): boolean {
  return indicators.some((row) => {
    if (row.aspect !== undefined) return row.aspect === key || row.aspect === name;
    if (level1?.includes(row.level1) || level2?.includes(row.level2)) return true;
    return [name, ...words].some((word) => row.name.includes(word));
  });
}
