/** Events as other functions publish them, read as the inbox reads them. */
import { type DataOf, type Event, type EventType, read } from '../../../events/index.ts';

const ENVELOPE = {
  specversion: '1.0',
  source: '/elsewhere',
  time: '2025-02-01T01:00:00.000Z',
  datacontenttype: 'application/json',
  previoushash: 'genesis',
  hash: 'sha256:0',
  hops: 0,
  correlationid: 'c-1',
  actor: 'p-9',
  actorname: '李四',
  organisation: '219001',
};

/** One event of a type; `subject` is the project, the division is 市中区. */
export function heard<Type extends EventType>(type: Type, subject: string, sequence: number, data: DataOf<Type>): Event<Type> {
  const aggregate = `${type.split('.')[0]}#${subject}`;
  const reading = read({ ...ENVELOPE, type, subject, division: '370103', aggregate, sequence, id: `${aggregate}/${sequence}`, data });
  if (!reading.readable) throw new Error(reading.reason);
  if (!is(reading.event, type)) throw new Error(`${type} was read as ${reading.event.type}`);
  return reading.event;
}

function is<Type extends EventType>(event: { readonly type: string }, type: Type): event is Event<Type> {
  return event.type === type;
}

const POLICY = { id: 'shizhong-2019', version: 'shizhong-2019+sha256:00000000' };

export const projectHeard = (projectCode: string, change: { readonly unitCode?: string; readonly secret?: boolean } = {}, sequence = 1) =>
  heard(sequence === 1 ? 'project.registered.v1' : 'project.revised.v1', projectCode, sequence, {
    project: {
      projectCode,
      name: '道路改造',
      division: '370103',
      departmentCode: '219',
      departmentName: '城管局',
      unitCode: '219001',
      unitName: '市政处',
      subject: 'project',
      origin: 'new',
      budgetBook: 'general',
      investment: false,
      startsOn: '2025-01-01',
      endsOn: '2026-12-31',
      requestedAmount: 100_000_000,
      major: false,
      secret: false,
      tags: [],
      responsible: { id: 'p-1', name: '张三', post: '科长' },
      ...change,
    },
  });

export const budgetHeard = (projectCode: string, approvedAmount = 100_000_000, sequence = 5) =>
  heard('budget.issued.v1', projectCode, sequence, {
    fiscalYear: 2025,
    approvedAmount,
    ceiling: approvedAmount,
    factors: [],
    goals: { version: 1, digest: 'sha256:0' },
    policy: POLICY,
  });

export const changedHeard = (projectCode: string, approvedAmount: number, sequence: number) =>
  heard('budget.changed.v1', projectCode, sequence, {
    fiscalYear: 2025,
    previousAmount: 100_000_000,
    approvedAmount,
    reason: 'budgetAdjustment',
    explanation: '年中追减',
    ceiling: approvedAmount,
    factors: [],
    goals: { version: 2, digest: 'sha256:0' },
    policy: POLICY,
  });

export const goalsHeard = (projectCode: string, target = 100, sequence = 3) =>
  heard('goals.approved.v1', projectCode, sequence, {
    fiscalYear: 2025,
    goalsVersion: sequence,
    goals: {
      overall: '',
      budget: 100_000_000,
      indicators: [{ id: 'km', level1: 'output', level2: 'quantity', name: '改造里程', operator: '>=', target, unit: '公里', weight: 90 }],
    },
  });

export const archivedHeard = (projectCode: string) =>
  heard('evaluation.archived.v1', projectCode, 9, {
    fiscalYear: 2025,
    archiveId: 'A-1',
    manifest: { files: [], chainHead: 'sha256:0' },
    retainUntil: '2035-12-31',
    total: 90,
    grade: 'excellent',
  });
