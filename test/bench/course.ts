import { policyFor } from '../../shared/policy/resolve.ts';
import type { Reply } from '../region/calls.ts';
import { bodiesOf, reading } from '../region/case.ts';
import type { Desk } from '../region/desk.ts';
import { good } from './county.ts';

/** One command of a project's way through the loop. */
export interface Step {
  readonly name: string;
  /** Function whose API takes it. */
  readonly function: string;
  /** Write units that it may cost at most, where the design says so; of a list the read units. */
  readonly target?: { readonly writes: number } | { readonly reads: number };
  readonly take: () => Promise<Reply>;
}

/** Bytes of a document as a portal sends it. */
const DOCUMENT_BYTES = 3 * 1024;
const REVIEWED = { opinion: 'excellent', comment: '指标清晰、可衡量。' };

/**
 * A project's commands in the order of the year; each is taken when everything before it has been heard everywhere. Those without a
 * name of the design's are taken because the next ones need them.
 */
export async function* course(desk: Desk): AsyncGenerator<Step> {
  const act = (...asked: Parameters<Desk['act']>) => desk.act(...asked).then(good);
  const report = (period: string, day: string, paid: number, reached: number) => () =>
    act('unit', 'recordReading', { params: { period }, body: reading(desk.own, period, day, paid, reached) });
  const review = (role: Parameters<Desk['act']>[0], step: string) => () => act(role, 'reviewGoals', { body: { step, ...REVIEWED } });

  yield { name: 'register', function: 'projects', take: () => act('unit', 'registerProject') };
  const assessment = await desk.upload('department', 'offerAssessmentAttachment', `${desk.own.code} 事前绩效评估报告`);
  const informed = desk.about({ ...desk.own, report: { ...desk.own.report, assessment } });
  const perfect = bodiesOf(informed.own).submitAssessment;
  const submitted = { ...perfect, dimensions: withoutEvidence(perfect.dimensions), materials: materialsOf(desk, assessment) };
  yield {
    name: 'submit assessment, 3 KB',
    function: 'assessment',
    target: { writes: 11 },
    take: () =>
      act('department', 'submitAssessment', {
        body: padded(submitted, (text) => ({
          ...submitted,
          dimensions: { ...submitted.dimensions, necessity: { argument: text, score: 18 } },
        })),
      }),
  };
  yield { name: 'opinion', function: 'assessment', take: () => act('finance-performance', 'opineOnAssessment') };
  yield { name: 'conclusion', function: 'assessment', take: () => act('finance-performance', 'concludeAssessment') };
  yield { name: 'admission', function: 'projects', take: () => act('finance-section', 'admitProject') };
  const filed = bodiesOf(desk.own).fileGoals;
  yield {
    name: 'submit goals, 3 KB',
    function: 'goals',
    target: { writes: 11 },
    take: () => act('unit', 'fileGoals', { body: padded(filed, (text) => ({ ...filed, overall: text })) }),
  };
  yield { name: 'review step 1', function: 'goals', target: { writes: 6 }, take: review('department', 'department') };
  yield { name: 'review step 2', function: 'goals', target: { writes: 6 }, take: review('finance-section', 'finance') };
  yield { name: 'review step 3, approves', function: 'goals', take: review('finance-performance', 'joint') };
  yield {
    name: 'budget approval',
    function: 'projects',
    take: () => act('finance-performance', 'approveBudget', { body: { approvedAmount: desk.own.budget } }),
  };
  yield { name: 'first reading, lights go on', function: 'monitoring', target: { writes: 8 }, take: report('03', '31', 0.25, 0.25) };
  yield { name: 'reading, no light changes', function: 'monitoring', target: { writes: 2 }, take: report('04', '30', 0.33, 0.33) };
  yield { name: 'reading, light changes', function: 'monitoring', target: { writes: 8 }, take: report('06', '30', 0.18, 0.2) };
  yield { name: 'treatment, suspends', function: 'monitoring', take: () => act('finance-performance', 'treatAlert') };
  yield {
    name: 'treatment, resumes',
    function: 'monitoring',
    take: () => act('finance-performance', 'treatAlert', { body: { action: 'resume', reason: '已整改，恢复拨款。' } }),
  };
  yield { name: 'reading, clears alert', function: 'monitoring', target: { writes: 8 }, take: report('12', '31', 0.98, 1) };
  yield { name: 'self-evaluation', function: 'evaluation', take: () => act('unit', 'selfEvaluate') };
  yield { name: 'spot check', function: 'evaluation', take: () => act('finance-performance', 'spotCheck') };
  yield { name: 'archive', function: 'evaluation', take: () => act('finance-performance', 'archiveEvaluation') };
  yield { name: 'get project', function: 'projects', take: () => act('unit', 'getProject') };
  yield {
    name: 'list, 25 rows',
    function: 'projects',
    target: { reads: 1 },
    take: async () => {
      const reply = await act('finance-performance', 'listProjects', { query: 'limit=25&status=proposed' });
      if (!Array.isArray(reply.body.items) || reply.body.items.length !== 25) throw new Error('the list has no 25 rows');
      return reply;
    },
  };
}

/** The proofs stand among the materials already; named twice, they would leave no room in 3 KB. */
function withoutEvidence<Argument extends { readonly argument: string; readonly score: number }>(
  dimensions: Readonly<Record<string, Argument>>,
) {
  return Object.fromEntries(Object.entries(dimensions).map(([key, { argument, score }]) => [key, { argument, score }]));
}

/** Everything that the county's list asks of a project, so that no finding travels with the document. */
function materialsOf({ own }: Desk, attachmentId: string): readonly object[] {
  const { value } = policyFor(own.division, own.year).assessment.materials;
  return value
    .filter(({ kind, subjects }) => kind !== 'other' && (subjects === undefined || subjects.includes('project')))
    .map(({ kind }, at) => ({ kind, title: `附件${at + 1}`, attachmentId }));
}

/** The body with a text in it that makes it as long as a document is. */
function padded(body: object, fill: (text: string) => object): object {
  const spare = DOCUMENT_BYTES - Buffer.byteLength(JSON.stringify(fill('')));
  if (spare < 1) throw new Error(`a document of ${DOCUMENT_BYTES - spare} bytes: ${JSON.stringify(body).slice(0, 60)}`);
  const characters = Math.floor(spare / 3);
  return fill('绩'.repeat(characters) + 'x'.repeat(spare - characters * 3));
}
