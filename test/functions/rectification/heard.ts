/** Events as other functions publish them, read as the inbox reads them. */
import { type DataOf, type Event, type EventType, read } from '../../../events/index.ts';

const ENVELOPE = {
  specversion: '1.0',
  source: '/elsewhere',
  time: '2025-06-05T01:00:00.000Z',
  datacontenttype: 'application/json',
  previoushash: 'genesis',
  hash: 'sha256:0',
  hops: 0,
  correlationid: 'c-1',
  actor: 'p-9',
  actorname: '李四',
  organisation: '118',
};

/** One event of a type; `subject` is the project, the division is 市中区. */
export function heard<Type extends EventType>(type: Type, subject: string, sequence: number, data: DataOf<Type>): Event<Type> {
  const aggregate = `${type.split('.')[0]}#${subject}#2025`;
  const reading = read({ ...ENVELOPE, type, subject, division: '370103', aggregate, sequence, id: `${aggregate}/${sequence}`, data });
  if (!reading.readable) throw new Error(reading.reason);
  if (!is(reading.event, type)) throw new Error(`${type} was read as ${reading.event.type}`);
  return reading.event;
}

function is<Type extends EventType>(event: { readonly type: string }, type: Type): event is Event<Type> {
  return event.type === type;
}

export const projectHeard = (
  projectCode: string,
  change: { readonly unitCode?: string; readonly secret?: boolean; readonly name?: string } = {},
  sequence = 1,
) =>
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

/** An alert of the project answered with 整改, at this link of monitoring's chain. */
export const orderHeard = (projectCode: string, sequence = 3) =>
  heard('alert.treated.v1', projectCode, sequence, {
    fiscalYear: 2025,
    alertId: `${projectCode}.2025.1`,
    action: 'rectify',
    reason: '支出滞后',
  });
