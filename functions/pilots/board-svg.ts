import { daysBetween } from '../../shared/values/calendar.ts';
import { gradeName } from '../../shared/values/grade.ts';
import type { CountyView, StageCell } from './rules/board.ts';
import type { Board } from './view.ts';

/**
 * The board as a picture: counties as rows, stages as columns. It is a table, so it is drawn as one; a sign beside every colour lets it be
 * read in black and white, and each cell says in words what it shows.
 */
export function boardSvg(board: Board): string {
  const { stages, counties } = board;
  const columns = [...LEFT, ...stages.map(() => STAGE_WIDTH), ...RIGHT];
  const starts = columns.map((_, at) => MARGIN + columns.slice(0, at).reduce((sum, width) => sum + width, 0));
  const width = MARGIN * 2 + columns.reduce((sum, each) => sum + each, 0);
  const height = TOP + HEAD + Math.max(counties.length, 1) * ROW + BOTTOM;
  const x = (at: number) => starts[at] ?? 0;
  const heads = ['名次', '市、县（区）', ...stages.map(({ name }) => name), '节约（元）', '等级', '进度'];
  const dues = stages.map(({ dueOn }) => `${dueOn}前`);
  const header = heads.map((name, at) => {
    const due = dues[at - LEFT.length];
    const middle = x(at) + (columns[at] ?? 0) / 2;
    const fit = fitted(name, (columns[at] ?? 0) - 8, 14);
    return [
      `<text class="head" x="${middle}" y="${TOP + (due ? 20 : 29)}"><title>${escaped(name)}</title>${escaped(fit)}</text>`,
      ...(due ? [`<text class="due" x="${middle}" y="${TOP + 38}">${due}</text>`] : []),
    ].join('');
  });
  const lines = counties.map((county, row) => rowOf(county, row, { board, x, columns, width }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t d" lang="zh-CN">
<title id="t">${escaped(board.name)}进度看板</title><desc id="d">${escaped(summaryOf(board))}</desc>
<style>${STYLE}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<text class="title" x="${MARGIN}" y="42">${escaped(fitted(`${board.name} · 进度看板`, width - MARGIN * 2, 22))}</text>
<text class="note" x="${MARGIN}" y="68">${escaped(fitted(summaryOf(board), width - MARGIN * 2, 13))}</text>
${legend()}
<rect x="${MARGIN}" y="${TOP}" width="${width - MARGIN * 2}" height="${HEAD}" rx="4" fill="#24364b"/>
${header.join('\n')}
${lines.length > 0 ? lines.join('\n') : `<text class="note" x="${MARGIN}" y="${TOP + HEAD + 24}">还没有市、县（区）参加</text>`}
<text class="note" x="${MARGIN}" y="${height - 18}">${escaped(fitted(`名次：${board.ranking.explains}。`, width - MARGIN * 2, 13))}</text>
</svg>
`;
}

const MARGIN = 28;
const LEFT = [56, 132];
const STAGE_WIDTH = 146;
const RIGHT = [132, 62, 74];
const TOP = 128;
const HEAD = 48;
const ROW = 34;
const BOTTOM = 48;
const GAP = 3;

type Look = 'inTime' | 'late' | 'overdue' | 'under' | 'waiting';
const LOOKS: Readonly<Record<Look, { readonly sign: string; readonly fill: string; readonly ink: string; readonly says: string }>> = {
  inTime: { sign: '✓', fill: '#d3efdc', ink: '#11552f', says: '按期完成' },
  late: { sign: '△', fill: '#fdebc8', ink: '#6f4300', says: '逾期完成' },
  overdue: { sign: '!', fill: '#f8d2cf', ink: '#8c1410', says: '逾期未完成' },
  under: { sign: '…', fill: '#d9e7f8', ink: '#17406d', says: '部分项目完成' },
  waiting: { sign: '○', fill: '#eff1f4', ink: '#4c5663', says: '尚未到期' },
};
const STYLE = `text{font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif;font-size:13px;fill:#1f2933}
.title{font-size:22px;font-weight:700}.note{fill:#4c5663}.head{fill:#fff;font-size:14px;font-weight:700;text-anchor:middle}.due{fill:#c9d5e3;font-size:12px;text-anchor:middle}
.mid{text-anchor:middle}.end{text-anchor:end}.name{font-size:14px}.sign{font-size:15px;font-weight:700;text-anchor:middle}`;

function legend(): string {
  let at = MARGIN;
  const items = Object.values(LOOKS).map(({ sign, fill, ink, says }) => {
    const start = at;
    at += 30 + says.length * 13 + 24;
    return `<rect x="${start}" y="86" width="24" height="22" rx="3" fill="${fill}"/><text class="sign" x="${start + 12}" y="102" style="fill:${ink}">${sign}</text><text x="${start + 30}" y="102">${says}</text>`;
  });
  return `<g aria-label="图例">${items.join('')}</g>`;
}

interface Frame {
  readonly board: Board;
  readonly x: (at: number) => number;
  readonly columns: readonly number[];
  readonly width: number;
}

function rowOf(county: CountyView, row: number, { board, x, columns, width }: Frame): string {
  const { stages, ranking } = board;
  const top = TOP + HEAD + row * ROW;
  const base = top + 22;
  const middle = (at: number) => x(at) + (columns[at] ?? 0) / 2;
  const rank = ranking.items.find(({ division }) => division === county.division)?.rank;
  const shown = county.projects.filter(({ secret }) => !secret);
  const cells = stages.map(({ stage, name }, at) => {
    const mine = shown.flatMap((project) => project.stages.filter((each) => each.stage === stage));
    return cellOf(mine, { county: county.name, name, left: x(at + LEFT.length), top, today: board.asOf });
  });
  const grades = shown.flatMap(({ grade }) => (grade ? [gradeName(grade)] : []));
  const after = LEFT.length + stages.length;
  const status = { enrolled: '试点中', reported: '已上报', returned: '已退回', accepted: '已验收' }[county.status];
  const fit = fitted(county.name, (columns[1] ?? 0) - 8, 14);
  return [
    ...(row % 2 === 1 ? [`<rect x="${MARGIN}" y="${top}" width="${width - MARGIN * 2}" height="${ROW}" fill="#f8fafc"/>`] : []),
    `<text class="mid" x="${middle(0)}" y="${base}">${rank ?? '—'}</text>`,
    `<text class="name" x="${x(1) + 4}" y="${base}"><title>${escaped(`${county.name}（${county.division}）`)}</title>${escaped(fit)}</text>`,
    ...cells,
    `<text class="end" x="${x(after) + (columns[after] ?? 0) - 10}" y="${base}">${grouped(county.savings)}</text>`,
    `<text class="mid" x="${middle(after + 1)}" y="${base}">${escaped(fitted(grades.join('、') || '—', (columns[after + 1] ?? 0) - 6, 13))}</text>`,
    `<text class="mid" x="${middle(after + 2)}" y="${base}">${status}</text>`,
  ].join('\n');
}

function cellOf(
  cells: readonly StageCell[],
  { county, name, left, top, today }: Readonly<Record<'county' | 'name' | 'today', string> & Record<'left' | 'top', number>>,
): string {
  const look = lookOf(cells);
  const { sign, fill, ink, says } = LOOKS[look];
  const done = cells.filter(({ status }) => status === 'completed').length;
  const short = shortOf(look, cells, today);
  const whole = `${county} ${name}：${says}，${done}/${cells.length}个项目完成；${cells.map(told).join('；')}`;
  const [from, width] = [left + GAP, STAGE_WIDTH - GAP * 2];
  const share =
    cells.length > 1
      ? `<text class="end" x="${left + STAGE_WIDTH - GAP - 8}" y="${top + 22}" style="fill:${ink}">${done}/${cells.length}</text>`
      : '';
  return `<g class="cell" role="img" aria-label="${escaped(whole)}"><title>${escaped(whole)}</title><rect x="${from}" y="${top + GAP}" width="${width}" height="${ROW - GAP * 2}" rx="3" fill="${fill}"/><text class="sign" x="${left + 16}" y="${top + 22}" style="fill:${ink}">${sign}</text><text x="${left + 28}" y="${top + 22}" style="fill:${ink}">${escaped(short)}</text>${share}</g>`;
}

function lookOf(cells: readonly StageCell[]): Look {
  const done = cells.filter(({ status }) => status === 'completed');
  if (cells.some(({ status }) => status === 'overdue')) return 'overdue';
  if (done.length > 0 && done.length === cells.length) return done.some(({ late }) => late) ? 'late' : 'inTime';
  return done.length > 0 ? 'under' : 'waiting';
}

/** The day on which the last project was done; how long the first has been overdue; or until when the first has to be done. */
function shortOf(look: Look, cells: readonly StageCell[], today: string): string {
  const done = cells.flatMap(({ completedOn }) => completedOn ?? []).toSorted();
  const due = cells.flatMap(({ status, dueOn }) => (status === 'completed' ? [] : [dueOn])).toSorted();
  if (look === 'inTime' || look === 'late') return done.at(-1) ?? '';
  return look === 'overdue' ? `逾期${daysBetween(due[0] ?? today, today)}天` : `${due[0] ?? '—'}`;
}

function told({ status, dueOn, completedOn, late }: StageCell): string {
  if (status === 'completed') return `${completedOn}完成${late ? `，时限${dueOn}` : ''}`;
  return status === 'overdue' ? `${dueOn}到期未完成` : `${dueOn}前完成`;
}

function summaryOf({ asOf, startsOn, endsOn, counts, coverage, efficiency }: Board): string {
  const covered = coverage ? `，覆盖${coverage.enrolled}/${coverage.counties}` : '';
  const stages = `${counts.completed}/${counts.stages}个阶段完成，${counts.overdue}个逾期`;
  return `截至${asOf}；周期${startsOn}至${endsOn}；${counts.counties}个市、县（区）${counts.projects}个项目${covered}；${stages}；节约${grouped(efficiency.savings)}元；${counts.accepted}个通过验收`;
}

const grouped = (amount: string) => amount.replace(/\B(?=(?:\d{3})+\.)/g, ',');

/** Widths of a character in ems: Chinese takes one, a Latin letter or digit at most three fifths. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' || '—…△○✓·'.includes(character) ? 1 : 0.6), 0) * size;
}

/** The text, cut where it would leave its column. */
function fitted(text: string, width: number, size: number): string {
  if (widthOf(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && widthOf(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('')}…`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  // Control characters have no place in XML 1.0.
  return text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '').replaceAll(/\p{Cc}/gu, ' ');
}
