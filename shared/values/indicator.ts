import * as z from 'zod';

export const Level1 = z.enum(['cost', 'output', 'benefit', 'satisfaction']).meta({ description: '一级指标' });
export type Level1 = z.output<typeof Level1>;

export const Level2 = z
  .enum([
    'economicCost',
    'socialCost',
    'ecologicalCost',
    'quantity',
    'quality',
    'timeliness',
    'cost',
    'economic',
    'social',
    'ecological',
    'sustainable',
    'satisfaction',
  ])
  .meta({ description: '二级指标' });
export type Level2 = z.output<typeof Level2>;

export const Operator = z.enum(['>=', '<=', '=', '>', '<', 'qualitative']).meta({ description: '指标性质；qualitative 为定性' });
export type Operator = z.output<typeof Operator>;

export type Printed = {
  raw: string;
  kind: 'number' | 'range' | 'percent' | 'date' | 'text' | 'empty';
  operator?: Operator;
  value?: string;
  upper?: string;
  unit?: string;
  oddities: string[];
};

export function readPrinted(raw: string | null | undefined): Printed {
  const text = raw ?? '';
  if (text.trim() === '') return { raw: text, kind: 'empty', oddities: [] };
  const [, sign, value, unit] = /^\s*([≥≤=><]?)\s*(\d+(?:\.\d+)?)\s*(\D*?)\s*$/.exec(text) ?? [];
  if (value === undefined) return { raw: text, kind: 'text', operator: 'qualitative', oddities: [] };
  const operators: Record<string, Operator> = { '≥': '>=', '≤': '<=', '=': '=', '>': '>', '<': '<' };
  const operator = operators[sign ?? ''];
  return {
    raw: text,
    kind: unit === '%' ? 'percent' : 'number',
    value,
    ...(operator && { operator }),
    ...(unit && { unit }),
    oddities: [],
  };
}

export function readActual(raw: string | null | undefined): Printed {
  return readPrinted(raw);
}
