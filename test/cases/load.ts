/** Reads the published cases: `../shared/cases` beside the project when present, else the copies in this folder. */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

const text = z.string().nullish();
const figure = z.number().nullish();

const Funds = z.object({
  item: z.string(),
  initial_budget: figure,
  annual_budget: figure,
  executed: figure,
  weight: figure,
  rate_text: text,
  score: figure,
});

const Row = z.object({ level1: text, level2: text, level3: text, target: text, actual: text, weight: figure, score: figure, note: text });

const Head = z.object({
  id: z.string(),
  url: text,
  title: z.string(),
  region: text,
  department: text,
  implementing_unit: text,
  year: z.number().nullish(),
  project: text,
  money_unit: text,
  complete: z.boolean(),
  oddities: z.array(z.string()).nullish(),
});

export const SelfEvaluationCase = Head.extend({
  funds: z.array(Funds),
  indicators: z.array(Row),
  published_total_weight: figure,
  published_total_score: figure,
  published_grade: text,
  execution_row_is_an_indicator: z.unknown().optional(),
});
export type SelfEvaluationCase = z.output<typeof SelfEvaluationCase>;

export const GoalsCase = Head.extend({
  amount_text: text,
  goal_text: text,
  indicators: z.array(z.object({ level1: text, level2: text, level3: text, target: text, weight: figure })),
});
export type GoalsCase = z.output<typeof GoalsCase>;

export const MonitoringCase = Head.extend({
  period: text,
  funds: z.array(Funds).nullish(),
  indicators_raw: z.array(z.unknown()).nullish(),
  text,
});
export type MonitoringCase = z.output<typeof MonitoringCase>;

export function loadSelfEvaluations(): SelfEvaluationCase[] {
  return load('self-evaluations.jsonl', SelfEvaluationCase);
}

export function loadGoals(): GoalsCase[] {
  return load('goals.jsonl', GoalsCase);
}

export function loadMonitoring(): MonitoringCase[] {
  return load('monitoring.jsonl', MonitoringCase);
}

/** 部门整体自评表 (DE…) and a third party's re-evaluation sheet (RE001), among reports in prose that have no form to score. */
export function loadDepartments(): SelfEvaluationCase[] {
  return load('other.jsonl', z.looseObject({ id: z.string() }))
    .filter(({ id }) => /^(DE|RE)/.test(id))
    .map((record) => SelfEvaluationCase.parse(record));
}

function load<T>(name: string, record: z.ZodType<T>): T[] {
  const shared = new URL(`../../../shared/cases/${name}`, import.meta.url);
  const file = existsSync(shared) ? shared : new URL(name, import.meta.url);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => record.parse(JSON.parse(line)));
}
