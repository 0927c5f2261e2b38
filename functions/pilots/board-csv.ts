import { gradeName } from '../../shared/values/grade.ts';
import type { StageCell } from './rules/board.ts';
import type { Board } from './view.ts';

const STATUS = { enrolled: '试点中', reported: '已上报', returned: '已退回', accepted: '已验收' } as const;
const SUPPORT = { thirdParty: '委托第三方', own: '组织力量' } as const;
/** Spreadsheets read UTF-8 by this mark. */
const BOM = '\uFEFF';

/** The board as a table for spreadsheets (RFC 4180): a row for each project. */
export function boardCsv({ stages, counties, ranking }: Board): string {
  const columns = stages.flatMap(({ name }) => [name, `${name}时限`, `${name}完成日期`]);
  const head = [
    '区划代码',
    '市县',
    '名次',
    '状态',
    '实施方式',
    '项目代码',
    '项目名称',
    ...columns,
    '节约金额（元）',
    '评价等级',
    '逾期阶段',
  ];
  const lines = counties.flatMap(({ division, name, status, support, projects }) => {
    const rank = ranking.items.find((each) => each.division === division)?.rank ?? '';
    return projects.map((project) => {
      const cells = stages.flatMap(({ stage }) => told(project.stages.find((each) => each.stage === stage)));
      const late = project.stages.filter((each) => each.status === 'overdue').length;
      const called = project.secret ? '（涉密）' : (project.name ?? '');
      return [
        ...[division, name, rank, STATUS[status], SUPPORT[support], project.projectCode, called],
        ...[...cells, project.savings ?? '', project.grade ? gradeName(project.grade) : '', late],
      ];
    });
  });
  return BOM + [head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function told(cell: StageCell | undefined): string[] {
  if (!cell) return ['', '', ''];
  const { status, late, dueOn, completedOn = '' } = cell;
  const says = { completed: late ? '逾期完成' : '按期完成', overdue: '逾期未完成', open: '进行中' }[status];
  return [says, dueOn, completedOn];
}

/** Text that a spreadsheet would take for a formula is given an apostrophe, so that it stays text. */
function cell(value: string | number): string {
  const text = String(value);
  const plain = typeof value === 'string' && /^\s*[=+\-@\t\r\n]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
