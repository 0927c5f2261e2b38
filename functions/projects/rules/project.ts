import type { ProjectDocument } from '../../../events/project.registered.v1.ts';
import type { Policy } from '../../../shared/policy/policy.ts';
import { type Actor, has, type Place, sees } from '../../../shared/values/actor.ts';
import type { Known } from '../../../shared/values/decision.ts';
import { liesUnder } from '../../../shared/values/division.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuanText } from '../../../shared/values/money.ts';
import { splitProjectCode } from '../../../shared/values/project-code.ts';
import { type ProjectDecision, type ProjectState, type ProjectStatus, shut, statusOf } from './state.ts';

const CODING = '预算管理一体化系统技术标准 项目代码';

/** PJ-01…PJ-04, PJ-09: what a project's description must satisfy whoever sends it. */
export function checkProject(project: ProjectDocument, policy: Policy, divisionExists: boolean): Finding[] {
  const findings: Finding[] = [];
  if (project.endsOn < project.startsOn) {
    findings.push(finding('PJ-01', '/endsOn', `结束日期${project.endsOn}早于开始日期${project.startsOn}`, '项目起止时间须前后一致'));
  }
  if (!divisionExists) {
    findings.push(
      finding('PJ-02', '/division', `行政区划代码${project.division}不在 GB/T 2260 中`, 'GB/T 2260 中华人民共和国行政区划代码'),
    );
  }
  const code = splitProjectCode(project.projectCode);
  if (code && !liesUnder(code.division, project.division) && !liesUnder(project.division, code.division)) {
    findings.push(finding('PJ-03', '/division', `项目代码属于区划${code.division}，与填报的${project.division}不符`, CODING));
  }
  if (!policy.books.value.includes(project.budgetBook)) {
    findings.push(finding('PJ-04', '/budgetBook', `${policy.name}的预算绩效管理未包括这本预算`, policy.books.basis));
  }
  findings.push(...priorityFindings(project, policy));
  return findings;
}

/**
 * PJ-09: 统筹一般公共预算、政府性基金预算、国有资本经营预算等预算资金……集中财力保障基础设施建设、生态环境改善、民生实事推进 (区委〔2020〕8号 三（七）).
 * Where a government keeps such a catalogue, what is entered in it says which of its fields it serves.
 */
function priorityFindings({ tags, budgetBook, name }: ProjectDocument, { coverage: { priorities } }: Policy): Finding[] {
  const { tag, fields, books } = priorities.value;
  if (fields.length === 0 || !tags.includes(tag)) return [];
  const unsaid = tags.some((each) => fields.includes(each))
    ? []
    : [finding('PJ-09', '/tags', `“${name}”标记“${tag}”，应同时标记所保障的领域：${fields.join('、')}之一`, priorities.basis)];
  const unpooled = books.includes(budgetBook)
    ? []
    : [finding('PJ-09', '/budgetBook', `“${name}”标记“${tag}”，但这本预算不在统筹范围内`, priorities.basis)];
  return [...unsaid, ...unpooled];
}

/** PJ-05: 谁申请资金，谁编制目标 (市中政办字〔2019〕36号 第十条): a unit registers its own projects, a department those of its tree. */
export function mayAuthor(actor: Actor, place: Place): boolean {
  return has(actor, 'unit', 'department', 'finance-performance') && sees(actor, { ...place, secret: false });
}

/**
 * Of a secret project nothing is kept but that it exists and whose it is (保守国家秘密法; 市中 第十八条 除涉密内容外): the description is
 * emptied before it can reach any record.
 */
export function withoutSecrets(project: ProjectDocument): ProjectDocument {
  if (!project.secret) return project;
  const { projectCode, division, departmentCode, unitCode, startsOn, endsOn } = project;
  return {
    projectCode,
    division,
    departmentCode,
    unitCode,
    startsOn,
    endsOn,
    secret: true,
    name: '涉密项目',
    departmentName: '',
    unitName: '',
    subject: 'project',
    origin: 'new',
    budgetBook: 'general',
    investment: false,
    requestedAmount: 0,
    major: false,
    tags: [],
    responsible: { id: '', name: '', post: '' },
  };
}

interface Registration {
  readonly project: ProjectDocument;
  readonly digest: string;
  readonly markedMajor: boolean | undefined;
  readonly divisionExists: boolean;
}

/** `PUT /projects/{projectCode}`: registers a project, or changes one that isn't budgeted yet. */
export function register(
  known: Known<ProjectState> | undefined,
  actor: Actor,
  registration: Registration,
  policy: Policy,
): ProjectDecision {
  const { project, digest, markedMajor } = registration;
  const before = known?.state;
  if (before && !sees(actor, before) && !(before.secret && sees(actor, { ...before, secret: false }))) return { outcome: 'absent' };
  if (!mayAuthor(actor, project) || (before && !mayAuthor(actor, before))) {
    return { outcome: 'forbidden', says: `只能填报本单位（部门）在本区划内的项目，不能为${project.division}的${project.unitCode}填报` };
  }
  const answer = (status: ProjectStatus) => ({ projectCode: project.projectCode, status });
  if (before?.digest === digest) return { outcome: 'unchanged', answer: answer(statusOf(before)) };
  const findings = checkProject(project, policy, registration.divisionExists);
  if (findings.length > 0) return { outcome: 'refused', findings };
  if (before) {
    const rejected = revisable(before, project, policy);
    if (rejected) return rejected;
  }
  const state: ProjectState = {
    projectCode: project.projectCode,
    name: project.name,
    division: project.division,
    departmentCode: project.departmentCode,
    unitCode: project.unitCode,
    documentAt: (known?.sequence ?? 0) + 1,
    digest,
    subject: project.subject,
    origin: project.origin,
    investment: project.investment,
    major: project.major,
    ...(markedMajor === undefined ? {} : { markedMajor }),
    requestedAmount: project.requestedAmount,
    startsOn: project.startsOn,
    endsOn: project.endsOn,
    secret: project.secret,
    admitted: before?.admitted ?? false,
    withdrawn: false,
    ...(before?.fund ? { fund: before.fund } : {}),
    ...(before?.renewal ? { renewal: before.renewal } : {}),
    years: before?.years ?? {},
  };
  const type = before ? 'project.revised.v1' : 'project.registered.v1';
  return { outcome: 'accepted', state, events: [{ type, data: { project } }], answer: answer(statusOf(state)) };
}

function revisable(before: ProjectState, project: ProjectDocument, { gates }: Policy): ProjectDecision | undefined {
  const closed = shut(before);
  if (closed) return closed;
  if (before.division !== project.division) {
    const says = `项目属于区划${before.division}，不能改到${project.division}`;
    return { outcome: 'refused', findings: [finding('PJ-06', '/division', says, CODING)] };
  }
  const budgeted = Object.values(before.years).some((facts) => facts.budget);
  // A project that becomes secret loses its amount here, as everything else.
  if (budgeted && !project.secret && before.requestedAmount !== project.requestedAmount) {
    const says = `预算已经批复，申请金额${yuanText(before.requestedAmount)}不能再改，须走预算和绩效目标调整程序`;
    return { outcome: 'refused', findings: [finding('PJ-07', '/requestedAmount', says, gates.G5.basis)] };
  }
  return undefined;
}

/** `POST …/withdrawal`: the project leaves the library; its record stays. Money that was approved isn't given back this way. */
export function withdraw(known: Known<ProjectState> | undefined, actor: Actor, reason: string): ProjectDecision {
  const state = known?.state;
  if (!state || !sees(actor, state)) return { outcome: 'absent' };
  if (!mayAuthor(actor, state)) return { outcome: 'forbidden', says: '只有申报单位、主管部门和财政绩效科可以撤回项目' };
  const closed = shut(state);
  if (closed) return closed;
  if (Object.values(state.years).some((facts) => facts.budget)) {
    const says = '预算已经批复的项目不能撤回，应通过监控处理（取消、收回）或评价结果退出';
    return { outcome: 'refused', findings: [finding('PJ-08', '', says, '财预〔2019〕136号（默认）')] };
  }
  return {
    outcome: 'accepted',
    state: { ...state, withdrawn: true },
    events: [{ type: 'project.withdrawn.v1', data: { reason } }],
    answer: { projectCode: state.projectCode, status: 'withdrawn' },
  };
}
