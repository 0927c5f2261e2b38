import type { IndicatorDocument } from '../../../events/goals.submitted.v1.ts';
import type { Finding } from '../../../shared/values/finding.ts';
import { type Oddity, type Operator, operatorSign, type Printed, readPrinted } from '../../../shared/values/indicator.ts';
import { fault, note } from './articles.ts';
import type { IndicatorForm } from './form.ts';

/** An indicator with its target read: by the fields where they are given, by the printed text where not. */
export interface ReadIndicator extends Omit<IndicatorForm, 'operator' | 'target'> {
  /** JSON pointer of the row. */
  readonly at: string;
  readonly operator: Operator | undefined;
  readonly target: number | string | undefined;
  /** A number, or a date: something that can be measured whatever the operator is called. */
  readonly measurable: boolean;
  /** The operator isn't printed: it was taken from what such indicators usually mean. */
  readonly assumed: boolean;
  /** How the target is shown in sentences. */
  readonly shown: string;
  /** GO-08, GO-14, GO-15, GO-23: what the reading met. */
  readonly findings: readonly Finding[];
  /** What would be recorded; none while the target can't be read. */
  readonly document: IndicatorDocument | undefined;
}

interface Target {
  readonly operator?: Operator | undefined;
  readonly target?: number | string | undefined;
  readonly unit?: string | undefined;
  readonly measurable: boolean;
  readonly assumed?: boolean;
  readonly findings: readonly Finding[];
}

/** Reads one row. Nothing is guessed silently: whatever was assumed is a finding, and what can't be read is an error. */
export function readIndicator(form: IndicatorForm, at: string): ReadIndicator {
  const printedText = form.raw ?? (typeof form.target === 'string' ? form.target : undefined);
  const printed = readPrinted(printedText);
  const read = form.operator === undefined ? fromPrint(form, printed, at) : fromFields(form, form.operator, printed, at);
  const { operator, target, unit = form.unit, measurable, assumed = false, findings } = read;
  const { id, level1, level2, name, weight, source, aspect } = form;
  const raw = form.raw ?? (form.operator === undefined ? printedText : undefined);
  const row = {
    id,
    level1,
    level2,
    name: name.trim(),
    weight,
    ...(unit && { unit }),
    ...(source && { source }),
    ...(raw && { raw }),
    ...(aspect && { aspect }),
  };
  return {
    ...row,
    at,
    operator,
    target,
    measurable,
    assumed,
    shown: raw?.trim() || `${operator && operator !== 'qualitative' ? operatorSign(operator) : ''}${target ?? ''}${unit ?? ''}`,
    findings,
    document: operator === undefined || target === undefined ? undefined : { ...row, operator, target },
  };
}

/** No operator was given: the printed target says it, or can't be read (GO-14). */
function fromPrint(form: IndicatorForm, printed: Printed, at: string): Target {
  const pointer = form.raw === undefined ? `${at}/target` : `${at}/raw`;
  const unreadable = (says: string): Target => ({ measurable: false, findings: [fault('GO-14', pointer, says)] });
  if (printed.kind === 'empty') {
    if (form.target === undefined) return unreadable(`“${form.name}”没有指标值`);
    return unreadable(`“${form.name}”未写明指标性质（≥、≤、=或定性），也没有可供辨认的原文`);
  }
  const odd = oddities(printed, pointer);
  if (printed.oddities.includes('date-impossible')) return unreadable(`“${form.name}”的指标值“${printed.raw.trim()}”不是存在的日期`);
  if (printed.oddities.includes('operators-disagree')) return unreadable(`“${form.name}”的指标值“${printed.raw.trim()}”前后的比较词相反`);
  if (printed.kind === 'text' || printed.kind === 'date') {
    return { operator: 'qualitative', target: printed.raw.trim(), measurable: printed.kind === 'date', findings: odd };
  }
  const { operator, target, assumed, doubt } = bound(form, printed);
  if (target === undefined) return unreadable(`“${form.name}”的指标值“${printed.raw.trim()}”数字过长，无法辨认`);
  const findings = [...odd];
  if (doubt) findings.push(note('GO-23', pointer, `“${form.name}”的指标值“${printed.raw.trim()}”${doubt}`));
  const given = form.target === undefined || typeof form.target === 'string' ? undefined : form.target;
  if (given !== undefined && given !== target) {
    findings.push(fault('GO-15', `${at}/target`, `“${form.name}”填报的指标值${given}与原文“${printed.raw.trim()}”不一致`));
  }
  return { operator, target, unit: form.unit ?? printed.unit, measurable: true, assumed, findings };
}

interface Bound {
  readonly operator: Operator;
  readonly target: number | undefined;
  readonly assumed: boolean;
  readonly doubt?: string;
}

/**
 * Without a sign a target is "at least"; costs, days and a target of 0 are "at most", as the evaluation will read them. Nobody
 * wonders what a bare 100% means.
 */
function bound(form: IndicatorForm, printed: Printed): Bound {
  const lower = figure(printed.value);
  const atMost =
    lower === 0 || ((form.level1 === 'cost' || form.level2 === 'cost' || form.level2 === 'timeliness') && printed.kind !== 'percent');
  const operator = atMost ? '<=' : '>=';
  if (printed.kind === 'range') {
    const target = atMost ? figure(printed.upper) : lower;
    return { operator, target, assumed: true, doubt: `是一个区间，按“${operatorSign(operator)}${target}”考核` };
  }
  if (printed.operator !== undefined) return { operator: printed.operator, target: lower, assumed: false };
  if (printed.kind === 'percent' && lower === 100) return { operator, target: lower, assumed: true };
  return { operator, target: lower, assumed: true, doubt: `未写明比较符号，按“${operatorSign(operator)}”读取` };
}

/** The operator was given: the target must suit it (GO-08), and the printed text must not say otherwise (GO-15). */
function fromFields(form: IndicatorForm, operator: Operator, printed: Printed, at: string): Target {
  const pointer = form.target === undefined ? `${at}/raw` : `${at}/target`;
  const findings = disagreements(form, operator, printed, at);
  const unit = form.unit ?? printed.unit;
  const text = typeof form.target === 'string' ? form.target.trim() : form.target === undefined ? printed.raw.trim() : '';
  if (form.target === undefined && printed.kind === 'empty') {
    findings.push(fault('GO-14', `${at}/target`, `“${form.name}”没有指标值`));
    return { operator, measurable: false, findings };
  }
  if (operator === 'qualitative') {
    if (typeof form.target !== 'number' && text === '') findings.push(fault('GO-14', pointer, `“${form.name}”没有指标值`));
    const target = form.target === undefined || typeof form.target === 'string' ? text : form.target;
    return { operator, target: target === '' ? undefined : target, measurable: printed.kind === 'date', findings };
  }
  if (typeof form.target === 'number') return { operator, target: form.target, unit, measurable: true, findings };
  const cell = typeof form.target === 'string' && form.raw !== undefined ? readPrinted(form.target) : printed;
  if (cell.kind === 'date') return { operator, target: text, measurable: true, findings };
  const target = figure(cell.kind === 'range' && operator.startsWith('<') ? cell.upper : cell.value);
  if (target === undefined) {
    findings.push(fault('GO-08', pointer, `定量指标“${form.name}”的指标值“${text}”不是数值`));
    return { operator, target: text === '' ? undefined : text, measurable: false, findings };
  }
  return { operator, target, unit: form.unit ?? cell.unit, measurable: true, findings };
}

/** GO-15: 以原文为准. A number called qualitative is only pointed out: it can still be met or missed. */
function disagreements(form: IndicatorForm, operator: Operator, printed: Printed, at: string): Finding[] {
  const raw = `原文“${printed.raw.trim()}”`;
  const quantity = printed.kind === 'number' || printed.kind === 'percent';
  if (operator === 'qualitative') {
    return quantity ? [note('GO-15', `${at}/operator`, `“${form.name}”填为定性指标，而${raw}是数值，应填为定量指标`)] : [];
  }
  if (printed.kind === 'text')
    return form.raw === undefined ? [] : [fault('GO-15', `${at}/operator`, `“${form.name}”填为定量指标，而${raw}不是数值`)];
  const findings: Finding[] = [];
  if (printed.operator !== undefined && printed.operator !== operator) {
    findings.push(fault('GO-15', `${at}/operator`, `“${form.name}”填报的指标性质“${operatorSign(operator)}”与${raw}不一致`));
  }
  if (quantity && typeof form.target === 'number' && figure(printed.value) !== form.target) {
    findings.push(fault('GO-15', `${at}/target`, `“${form.name}”填报的指标值${form.target}与${raw}不一致`));
  }
  if (quantity && form.unit && printed.unit && form.unit !== printed.unit) {
    findings.push(note('GO-15', `${at}/unit`, `“${form.name}”填报的单位“${form.unit}”与${raw}的单位不同`));
  }
  return findings;
}

/** A JSON number that prints the same digits; longer ones are kept as text by nobody here. */
function figure(digits: string | undefined): number | undefined {
  return digits !== undefined && digits.replaceAll(/\D/g, '').length <= 15 ? Number(digits) : undefined;
}

/** Only what leaves a doubt about the meaning; a double-width digit was read without one. */
const DOUBTS: Partial<Record<Oddity, string>> = {
  'operator-read-as-2': '疑为“≥”误识为“2”，请核对',
  approximate: '是约数，应写明确切数值',
  'range-reversed': '上下限颠倒',
  'deadline-unclear': '未写明截止到哪一天',
  'unit-in-words': '单位以文字表示，按“%”读取',
};

function oddities(printed: Printed, at: string): Finding[] {
  return printed.oddities.flatMap((oddity) => {
    const doubt = DOUBTS[oddity];
    return doubt ? [note('GO-23', at, `指标值“${printed.raw.trim()}”${doubt}`)] : [];
  });
}
