import { describe, expect, it } from 'vitest';
import type { GoalsForm, IndicatorForm } from '../../../functions/goals/rules/form.ts';
import { templatesFor } from '../../../functions/goals/rules/templates.ts';
import type { BudgetBook, GoalTemplate, Policy, Subject } from '../../../shared/policy/policy.ts';
import { REGISTER } from '../../../shared/policy/register.ts';
import { policyFor } from '../../../shared/policy/resolve.ts';
import { binjiang, checked, national, ofRule, perfect } from './perfect.ts';

const IDS = { department: 'GO-71', street: 'GO-72', government: 'GO-73', specialFund: 'GO-74', book: 'GO-75' } as const;
const SUBJECTS: readonly Subject[] = ['project', 'policy', 'specialFund', 'department', 'street', 'government'];
const BOOKS: readonly BudgetBook[] = ['general', 'governmentFund', 'stateCapital', 'socialInsurance'];

/** A form whose only rows speak of these aspects, by key. */
const speakingOf = (aspects: readonly string[]): GoalsForm => ({
  ...perfect,
  indicators: aspects.map(
    (aspect, at): IndicatorForm => ({
      id: `A${at}`,
      level1: 'output',
      level2: 'timeliness',
      name: `方面${at}`,
      operator: '>=',
      target: at,
      unit: '项',
      weight: 1,
      aspect,
    }),
  ),
});
const saysOf = (form: GoalsForm, policy: Policy, subject?: Subject, budgetBook?: BudgetBook) =>
  checked(form, { policy, subject, budgetBook }).findings.filter(({ rule }) => rule >= 'GO-71' && rule <= 'GO-75');

const templates = REGISTER.flatMap(({ division, id }) =>
  policyFor(division, 2024).goals.templates.value.map(
    (template) => [`${id} ${template.name}`, policyFor(division, 2024), template] as const,
  ),
);

describe('目标模板', () => {
  it('BJ-05, BJ-06, BJ-04, BJ-20, BJ-17, BJ-18: Binjiang has eight, Jinghai one for its government (JH-35)', () => {
    expect(templates.map(([name]) => name)).toEqual([
      'jinghai-2020 区级政府收支预算绩效目标',
      'binjiang-2020 部门（单位）整体绩效目标',
      'binjiang-2020 街道绩效目标',
      'binjiang-2020 政府预算绩效目标',
      'binjiang-2020 专项资金绩效目标',
      'binjiang-2020 一般公共预算绩效目标',
      'binjiang-2020 政府性基金预算绩效目标',
      'binjiang-2020 国有资本经营预算绩效目标',
      'binjiang-2020 社会保险基金预算绩效目标',
    ]);
    expect(templatesFor(national, 'department', 'general')).toEqual([]);
  });

  it.each(templates)('%s: each aspect without an indicator is found, one by one, and nothing else', (_, policy, template) => {
    const subject = template.subjects?.[0] ?? 'project';
    const book = template.books?.[0] ?? 'general';
    const all = templatesFor(policy, subject, book).flatMap(({ aspects }) => aspects.map(({ key }) => key));
    expect(saysOf(speakingOf(all), policy, subject, book)).toEqual([]);
    for (const { key, name } of template.aspects) {
      const found = saysOf(speakingOf(all.filter((each) => each !== key)), policy, subject, book).filter(({ says }) =>
        says.startsWith(template.name),
      );
      expect(found, key).toMatchObject([
        { rule: IDS[template.kind], at: '/indicators', says: `${template.name}没有反映“${name}”的指标`, basis: template.article },
      ]);
    }
  });

  it.each(SUBJECTS.flatMap((subject) => BOOKS.map((book) => [subject, book] as const)))(
    '%s of the book %s follows what names it',
    (subject, book) => {
      const follows = ({ subjects = SUBJECTS, books = BOOKS }: GoalTemplate) => subjects.includes(subject) && books.includes(book);
      expect(templatesFor(binjiang, subject, book)).toEqual(binjiang.goals.templates.value.filter(follows));
    },
  );

  it('GO-71 a department’s six aspects are met by level, by word, or by naming the aspect', () => {
    const department = (form: GoalsForm) =>
      ofRule('GO-71', form, { policy: binjiang, subject: 'department' }).map(({ says }) => says.slice(-9, -4));
    expect(ofRule('GO-71', perfect, { policy: binjiang, subject: 'department' }).map(({ says }) => says)).toEqual([
      '部门（单位）整体绩效目标没有反映“运行成本”的指标',
      '部门（单位）整体绩效目标没有反映“管理效率”的指标',
      '部门（单位）整体绩效目标没有反映“履职效能”的指标',
    ]);
    const [first] = perfect.indicators;
    if (!first) throw new Error('the perfect form has rows');
    const more = (row: Partial<IndicatorForm>) => ({ ...perfect, indicators: [...perfect.indicators, { ...first, id: 'Z', ...row }] });
    expect(department(more({ level1: 'cost', level2: 'economicCost', name: '人均公用经费' }))).toHaveLength(2);
    expect(department(more({ name: '重点工作办结率' }))).toHaveLength(1);
    expect(department(more({ aspect: '管理效率', name: '公文周转天数' }))).toHaveLength(2);
  });

  it('GO-72 a street’s, GO-73 a government’s, GO-74 a special fund’s aspects are asked of nobody else', () => {
    for (const [rule, subject] of [
      ['GO-72', 'street'],
      ['GO-73', 'government'],
      ['GO-74', 'specialFund'],
    ] as const) {
      expect(ofRule(rule, perfect, { policy: binjiang, subject }).length).toBeGreaterThan(0);
      for (const other of SUBJECTS.filter((each) => each !== subject))
        expect(ofRule(rule, perfect, { policy: binjiang, subject: other })).toEqual([]);
    }
  });

  it('GO-73 Jinghai asks its government for structure, efficiency and debt', () => {
    const jinghai = policyFor('120118', 2023);
    expect(
      ofRule(
        'GO-73',
        { ...perfect, indicators: perfect.indicators.filter(({ id }) => id !== 'U1') },
        { policy: jinghai, subject: 'government' },
      ),
    ).toHaveLength(3);
  });

  it('GO-74 a special fund names strategy, tasks and the money that fits them', () => {
    expect(ofRule('GO-74', perfect, { policy: binjiang, subject: 'specialFund' }).map(({ says }) => says)).toEqual([
      '专项资金绩效目标没有反映“战略目标”的指标',
      '专项资金绩效目标没有反映“相匹配的资金测算”的指标',
    ]);
  });

  it('GO-75 a fund’s goals speak of the debt that it has to carry', () => {
    expect(ofRule('GO-75', perfect, { policy: binjiang, subject: 'project', budgetBook: 'governmentFund' })).toMatchObject([
      { level: 'warning', says: '政府性基金预算绩效目标没有反映“对专项债务的支撑能力”的指标', basis: '区委〔2020〕8号 二（六）2' },
    ]);
    expect(ofRule('GO-75', perfect, { policy: binjiang, subject: 'project', budgetBook: 'general' })).toEqual([]);
  });
});
