import type { Cell, Sheet } from '../workbook/sheet.ts';
import { filled, labelled } from './grid.ts';
import type { Ink } from './ink.ts';
import { codeAndName, plain, projectAndName } from './text.ts';

/** What the sender says about a workbook, for what a sheet leaves out. */
export interface Given {
  readonly fiscalYear: number;
  readonly moneyUnit?: 'yuan' | 'wan' | undefined;
  readonly projectCode?: string | undefined;
}

export interface Head {
  readonly projectCode: string | undefined;
  readonly projectName: string;
  readonly fiscalYear: number;
}

/** Labels that stand for themselves: what is beside one of them isn't its value. */
export const LABEL =
  /^(?:项目(?:名称|代码|编码|编号|资金|属性|期|负责人)|(?:部门|单位|主管部门|实施单位|预算单位)(?:名称|代码|及代码)?|(?:年度|预算年度|监控期间|监控月份|监控阶段|数据截止日期|截止日期)|(?:实施期|年度|年度总体|总体|年度绩效)(?:目标|资金总额)?|预期目标|实际完成情况|年初预算数?|全年预算数|全年执行数|.*执行数|执行率|分值|权重|得分|资金总额|其中.*|是否完工)$/;

const CODE = /^[A-Z0-9-]{1,40}$/;

/** Which project and year a form is about. Code and name may share one cell (`51000021R000000019951-工资性支出`). */
export function headOf(ink: Ink, given: Given): Head {
  const { sheet } = ink;
  const named = labelled(sheet, /^(?:项目名称|部门名称|单位名称|政策名称)$/);
  const coded = labelled(sheet, /^(?:项目|部门项目)(?:代码|编码|编号)$/);
  const name = named && filled(sheet, named, LABEL);
  const code = coded && filled(sheet, coded, LABEL);
  // 219-某局 names the department, and only where nobody names its entry in the register of projects does that code stand for it.
  const ofDepartment = named !== undefined && /^(?:部门|单位)名称$/.test(plain(named.text));
  const split = ofDepartment ? codeAndName(name?.text ?? '') : projectAndName(name?.text ?? '');
  const inName = ofDepartment ? (given.projectCode ?? split.code) : split.code;
  return { projectCode: projectCode(ink, code, name, inName, given), projectName: split.name, fiscalYear: fiscalYear(ink, given) };
}

function projectCode(
  ink: Ink,
  code: Cell | undefined,
  name: Cell | undefined,
  inName: string | undefined,
  given: Given,
): string | undefined {
  const cell = code ?? name ?? ink.sheet.at(0, 0);
  const own = code && ink.take('/projectCode', code);
  ink.cells['/projectCode'] = cell.address;
  const found = own || inName || given.projectCode;
  if (found === undefined) return ink.error('project', '/projectCode', cell, '没有项目代码：请填“项目代码”，或把项目名称写成“代码-名称”');
  return CODE.test(found)
    ? found
    : ink.error('project', '/projectCode', cell, `“${found.slice(0, 40)}”不是项目代码，应为1至40位大写字母、数字或连字符`);
}

/** `（2022年度）` in the title, or beside 年度. A sheet of another year than the sender says is in the wrong place. */
function fiscalYear(ink: Ink, { fiscalYear }: Given): number {
  const { sheet } = ink;
  const label = labelled(sheet, /^(?:预算|财政)?年度$/);
  const cells = [...(label ? [filled(sheet, label, LABEL)] : []), ...titles(sheet)];
  for (const cell of cells) {
    const [, digits] = /(20\d\d)\s*(?:年度?)?/.exec(cell.text.normalize('NFKC')) ?? [];
    if (digits === undefined || !(cell === cells[0] || /20\d\d\s*年/.test(cell.text))) continue;
    ink.cells['/fiscalYear'] = cell.address;
    if (Number(digits) !== fiscalYear) ink.error('period', '/fiscalYear', cell, `表上是${digits}年度，与填报的${fiscalYear}年度不一致`);
    break;
  }
  return fiscalYear;
}

function titles(sheet: Sheet): Cell[] {
  return Array.from({ length: Math.min(sheet.height, 3) }, (_, row) => sheet.at(row, 0)).filter(
    ({ text }) => /年度/.test(plain(text)) || /20\d\d年/.test(text),
  );
}
