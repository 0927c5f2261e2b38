import type { Organiser, Policy } from '../../../shared/policy/policy.ts';
import { type Actor, reachesAs } from '../../../shared/values/actor.ts';
import { type Finding, finding } from '../../../shared/values/finding.ts';
import { yuanText } from '../../../shared/values/money.ts';
import type { Ground, ProjectCard, SubmittedReport } from './assessment.ts';
import { aboveFullMarks } from './scores.ts';

/** The report as its author sends it; amounts in 分. */
export type Report = Pick<SubmittedReport, 'organiser' | 'requestedAmount' | 'dimensions' | 'materials' | 'consultations'>;

/** Everything that the law has to say about a report; only errors refuse it. */
export function checkReport(report: Report, actor: Actor, { card, policy }: Ground): Finding[] {
  return [
    ...checkOrganiser(report.organiser, actor, card, policy),
    ...checkConsultations(report, card, policy),
    ...checkAmount(report.requestedAmount, '/requestedAmount', card),
    ...checkDimensions(report, policy),
    ...checkMaterials(report, policy),
  ];
}

export const ORGANISERS: Readonly<Record<Organiser, string>> = { department: '部门', finance: '财政部门', investment: '投资主管部门' };

/** AS-01, AS-02: who may organise, and who may for government investment (投资主管部门要加强基建投资绩效评估). */
function checkOrganiser(organiser: Organiser, actor: Actor, card: ProjectCard, { assessment }: Policy): Finding[] {
  const { organisers, investmentOrganisers } = assessment;
  const findings: Finding[] = [];
  if (!reachesAs(actor, organisers.value[organiser], card)) {
    findings.push(finding('AS-01', '/organiser', `您不能以${ORGANISERS[organiser]}名义组织这个项目的事前绩效评估`, organisers.basis));
  }
  if (card.investment && !investmentOrganisers.value.includes(organiser)) {
    const allowed = investmentOrganisers.value.map((each) => ORGANISERS[each]).join('、');
    findings.push(finding('AS-02', '/organiser', `政府投资项目的事前绩效评估应由${allowed}组织`, investmentOrganisers.basis));
  }
  if (!card.investment && organiser === 'investment') {
    findings.push(finding('AS-02', '/organiser', '这不是政府投资项目，不由投资主管部门组织事前绩效评估', investmentOrganisers.basis));
  }
  return findings;
}

/** AS-03: 政府投资项目由投资主管部门评估，并征询财政和行业主管部门意见 (滨江 二（五）1). */
function checkConsultations({ consultations }: Report, card: ProjectCard, { assessment: { consultation } }: Policy): Finding[] {
  const asked = new Set(consultations.map(({ body }) => body));
  return consultation.value
    .filter(({ when }) => when === 'investment' && card.investment)
    .flatMap(({ bodies }) => bodies.filter((body) => !asked.has(body)))
    .map((body) => finding('AS-03', '/consultations', `没有征询${body}的意见`, consultation.basis));
}

const AMOUNT = '事前绩效评估的金额与项目申报金额一致（默认）';

/** AS-04: a report on another amount than the project's says nothing about the project. */
export function checkAmount(amount: number, at: string, { requestedAmount }: ProjectCard): Finding[] {
  if (amount === requestedAmount) return [];
  return [finding('AS-04', at, `评估的申请金额${yuanText(amount)}与项目申报的${yuanText(requestedAmount)}不一致`, AMOUNT)];
}

/** AS-05, AS-06: every dimension that this government asks for is argued, and none scores itself above its full marks. */
function checkDimensions(report: Report, { assessment: { dimensions } }: Policy): Finding[] {
  const { value: known, basis } = dimensions;
  const missing = known
    .filter(({ key, required }) => required && report.dimensions[key] === undefined)
    .map(({ key, name }) => finding('AS-05', `/dimensions/${key}`, `没有论证“${name}”`, basis));
  const wrong = Object.entries(report.dimensions).flatMap(([key, { score = 0 }]) => {
    const dimension = known.find((each) => each.key === key);
    if (!dimension) return [finding('AS-05', `/dimensions/${key}`, '本级没有规定这个评估维度', basis)];
    return aboveFullMarks('AS-06', `/dimensions/${key}/score`, dimension, score, basis);
  });
  return [...missing, ...wrong];
}

/** The kind for what fits nowhere else; that it's missing says nothing. */
const OTHER = 'other';

/** AS-07: 评估报告为必备要件. What the policy requires is missed as an error each, what it lists besides as one warning. */
function checkMaterials({ materials }: Report, { assessment }: Policy): Finding[] {
  const { value: listed, basis } = assessment.materials;
  const brought = new Set(materials.map(({ kind }) => kind));
  const missing = listed.filter(({ kind }) => kind !== OTHER && !brought.has(kind));
  const optional = missing.filter(({ required }) => !required).map(({ name }) => `“${name}”`);
  const unlisted = materials.flatMap(({ kind, title }, at) =>
    listed.some((each) => each.kind === kind)
      ? []
      : [finding('AS-07', `/materials/${at}/kind`, `“${title}”的材料种类不在清单内，按其他材料收`, basis, 'warning')],
  );
  return [
    ...missing.filter(({ required }) => required).map(({ name }) => finding('AS-07', '/materials', `缺少必备材料“${name}”`, basis)),
    ...(optional.length > 0 ? [finding('AS-07', '/materials', `没有${severalOf(optional)}，如有请一并报送`, basis, 'warning')] : []),
    ...unlisted,
  ];
}

/** So many are named in a sentence that is kept for ever; `GET` lists them all (`checklist`). */
const NAMED = 4;

function severalOf(names: readonly string[]): string {
  return names.length <= NAMED ? names.join('') : `${names.slice(0, NAMED).join('')}等${names.length}项清单内的材料`;
}

/** The government's checklist with what was brought, for whoever completes or reviews the report. */
export function checklistOf(materials: Report['materials'], { assessment }: Policy) {
  return assessment.materials.value.map(({ kind, name, required }) => {
    const brought = materials.filter((material) => material.kind === kind).length;
    return { kind, name, required, status: brought > 0 ? 'received' : 'missing', count: brought };
  });
}

/** What the vault says of a file. */
export type Soundness = 'sound' | 'missing' | 'different';

const ATTACHMENTS = '预算绩效档案应真实、完整（默认）';

/** Where a report names attachments: JSON pointer and id. */
export function attachmentsOf({ dimensions, materials }: Report): (readonly [at: string, attachmentId: string])[] {
  return [
    ...Object.entries(dimensions).flatMap(([key, { evidence }]) =>
      evidence.map((id, at) => [`/dimensions/${key}/evidence/${at}`, id] as const),
    ),
    ...materials.map(({ attachmentId }, at) => [`/materials/${at}/attachmentId`, attachmentId] as const),
  ];
}

/** Whether an attachment is the actor's or the project's own government's; only such a one is looked for, any other counts as missing. */
export function isOurs(attachmentId: string, actor: Actor, { division }: ProjectCard): boolean {
  return [actor.division, division].some((ours) => attachmentId.startsWith(`${ours}-`));
}

/** AS-08, AS-09: every attachment is there, and is what was registered. */
export function checkAttachments(report: Report, inspected: ReadonlyMap<string, Soundness>): Finding[] {
  return attachmentsOf(report).flatMap(([at, id]) => checkProof(at, inspected.get(id) ?? 'missing'));
}

export function checkProof(at: string, soundness: Soundness): Finding[] {
  if (soundness === 'missing') return [finding('AS-08', at, '附件不存在，或者尚未上传', ATTACHMENTS)];
  return soundness === 'different' ? [finding('AS-09', at, '附件内容与登记的摘要不符，请重新登记并上传', ATTACHMENTS)] : [];
}
