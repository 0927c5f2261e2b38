import type { RowsAnswered } from '../../events/goals.rows-answered.v1.ts';
import type { Envelope, NewEvent } from '../../events/index.ts';
import { type Actor, has, type Role } from '../values/actor.ts';
import type { Circumstances, Outcome } from '../values/decision.ts';
import { type Finding, finding } from '../values/finding.ts';
import { eachOf } from '../values/lanes.ts';
import { openPatience, type Patiently } from './cards.ts';
import { type Opened, Table } from './table.ts';

type Source = 'goals' | 'monitoring' | 'evaluation' | 'pilots';
/** An `import.…-confirmed` event, or what another stack sent: some rows, and in whose name they are filed. */
type Chunk<Row> = Pick<Envelope, 'id' | 'hops' | 'time' | 'correlationid' | 'division'> & {
  readonly data: { readonly importId: string; readonly chunk: number; readonly actor: Actor; readonly rows: readonly Row[] };
};
type Answered = RowsAnswered['rows'][number];

const ANSWERS = {
  goals: (data: RowsAnswered) => ({ type: 'goals.rows-answered.v1', data }) as const,
  monitoring: (data: RowsAnswered) => ({ type: 'monitoring.rows-answered.v1', data }) as const,
  evaluation: (data: RowsAnswered) => ({ type: 'evaluation.rows-answered.v1', data }) as const,
  pilots: (data: RowsAnswered) => ({ type: 'pilots.rows-answered.v1', data }) as const,
} as const satisfies Record<Source, (data: RowsAnswered) => NewEvent>;

const LANES = 16;
/** More says no more: a form with so many faults isn't that form. */
const FINDINGS = 20;
const BASIS = '接口约定（表格导入）';
const DENIED: Outcome = { outcome: 'forbidden', says: '您的角色不能填报这种表格' };

export interface Chunks {
  /**
   * Files the rows of a chunk one for one as their confirmer would, and answers for all of them together. A chunk that comes again
   * is not filed again; one that was broken off is gone through from its beginning, and what was filed before says `unchanged`.
   */
  each<Row extends { readonly row: number; readonly projectCode: string }>(
    event: Chunk<Row>,
    roles: readonly Role[],
    file: (row: Row, circumstances: Circumstances, patiently: Patiently) => Promise<Outcome>,
  ): Promise<void>;
}

/** What hears the chunks of imports: the same commands as over HTTP, with the actor whose token was verified there. */
export function openChunks(options: Opened & { readonly source: Source }): Chunks {
  const table = new Table<null, NewEvent<`${Source}.rows-answered.v1`>>(options);
  const answer = ANSWERS[options.source];
  return {
    async each(event, roles, file) {
      const { importId, chunk, actor, rows } = event.data;
      const key = `import-answer#${importId}#${String(chunk).padStart(4, '0')}`;
      if (await table.latest(key, `${options.source}.rows-answered.v1`)) return;
      const cause = { id: event.id, hops: event.hops };
      const circumstances = { actor, time: event.time, correlation: event.correlationid, cause };
      const patiently = openPatience();
      const answered: Answered[] = [];
      // Rows of one project one after the other, as they stand in the workbook; projects side by side.
      const projects = Map.groupBy(rows, ({ projectCode }) => projectCode);
      await eachOf(projects.values(), LANES, async (mine) => {
        for (const row of mine) {
          const outcome = has(actor, ...roles) ? await file(row, circumstances, patiently) : DENIED;
          answered.push(answerTo(row.row, outcome));
        }
      });
      answered.sort((one, other) => one.row - other.row);
      const aggregate = { key, subject: importId, division: event.division };
      await table.append(aggregate, circumstances, undefined, answer({ importId, chunk, rows: answered }));
    },
  };
}

function answerTo(row: number, outcome: Outcome): Answered {
  switch (outcome.outcome) {
    case 'accepted':
      return { row, outcome: 'recorded' };
    case 'unchanged':
    case 'repeated':
      return { row, outcome: 'unchanged' };
    case 'refused':
      return refused(row, outcome.findings);
    case 'absent':
      return refused(row, [finding('API-06', '/projectCode', '没有这个项目，或者您无权填报', BASIS)]);
    case 'forbidden':
    case 'conflict':
      return refused(row, [finding('API-06', '', outcome.says, BASIS)]);
    case 'stale':
      return refused(row, [finding('API-06', '', '这条记录刚被别人修改，请核对后重新上传', BASIS)]);
  }
}

function refused(row: number, findings: readonly Finding[]): Answered {
  return { row, outcome: 'refused', findings: findings.slice(0, FINDINGS) };
}
