/** Events as evaluation hears them, read as the inbox reads them: frozen samples about another project. */
import { type DataOf, type Event, type EventType, read } from '../../../events/index.ts';
import { sample } from '../../events/samples.ts';

function heard<Type extends EventType>(type: Type, subject: string, sequence: number, change: Partial<DataOf<Type>>): Event<Type> {
  const kept = sample(type);
  const reading = read({ ...kept, subject, sequence, division: '370103', data: { ...kept.data, ...change } });
  if (!reading.readable) throw new Error(reading.reason);
  if (!is(reading.event, type)) throw new Error(`${type} was read as ${reading.event.type}`);
  return reading.event;
}

function is<Type extends EventType>(event: { readonly type: string }, type: Type): event is Event<Type> {
  return event.type === type;
}

const PROJECT: DataOf<'project.registered.v1'>['project'] = {
  projectCode: '',
  name: '道路改造',
  division: '370103',
  departmentCode: '219',
  departmentName: '住建局',
  unitCode: '219001',
  unitName: '市政中心',
  subject: 'project',
  origin: 'new',
  budgetBook: 'general',
  investment: false,
  startsOn: '2025-01-01',
  endsOn: '2027-12-31',
  requestedAmount: 600_000_000,
  major: true,
  secret: false,
  tags: [],
  responsible: { id: 'p-1', name: '李四', post: '科长' },
};

export const projectHeard = (projectCode: string, change: Partial<typeof PROJECT> = {}, sequence = 1) =>
  heard(sequence === 1 ? 'project.registered.v1' : 'project.revised.v1', projectCode, sequence, {
    project: { ...PROJECT, ...change, projectCode },
  });

export const budgetHeard = (projectCode: string, fiscalYear: number) => heard('budget.issued.v1', projectCode, 3, { fiscalYear });

export const reportHeard = (projectCode: string, organiser: 'department' | 'finance', fiscalYear: number) =>
  heard('evaluation.reported.v1', projectCode, 3, { organiser, fiscalYear });
