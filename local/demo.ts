import { type DemoCase, loadCase } from './demo-case.ts';
import { openPortal, type Portal, type Reply } from './portal.ts';

/** Thrown when a step's answer isn't the one expected. */
export class DemoFailure extends Error {}

export type Say = (line: string) => void;

/**
 * Walks a published project through the whole loop over HTTP and says one line per step with the answer that matters; throws
 * `DemoFailure` at the first step that differs. Answers the project's address.
 */
export async function demo(url: string, say: Say = (line) => process.stdout.write(`${line}\n`)): Promise<string> {
  const data = loadCase(Date.now() % 1e12);
  const portal = await openPortal(url, data.division, ORGANISATIONS);
  const line = numbered(say);
  await propose(portal, data, line);
  await setGoals(portal, data, line);
  await budget(portal, data, line);
  await monitor(portal, data, line);
  await evaluate(portal, data, line);
  await close(portal, data, line);
  return `/projects/${data.projectCode}`;
}

export const ORGANISATIONS = {
  unit: '219001',
  department: '219',
  'finance-section': 'F01',
  'finance-performance': 'F02',
  audit: 'A01',
};

export function numbered(say: Say): Say {
  let step = 0;
  return (text) => {
    step += 1;
    say(`${String(step).padStart(2)}. ${text}`);
  };
}

export async function propose(portal: Portal, data: DemoCase, line: Say): Promise<void> {
  const { projectCode, year, budget: amount, report } = data;
  const registered = await expect(201, portal.put('unit', `/projects/${projectCode}`, data.project));
  line(`登记项目 ${projectCode}：${registered.body.status}`);
  await expect(200, portal.put('finance-performance', `/projects/${projectCode}`, { ...data.project, major: true }));
  line('财政绩效科标记为重大项目：须先做事前绩效评估');
  const early = await expect(422, portal.post('finance-section', `/projects/${projectCode}/admission`));
  line(`未评估就入库，被拒：${first(early)}`);
  const offer = await expect(
    200,
    portal.post('department', '/assessments/attachments', {
      name: '评估报告.txt',
      bytes: report.content.byteLength,
      sha256: report.sha256,
      mediaType: 'text/plain',
    }),
  );
  const { attachmentId, upload } = offer.body as { attachmentId: string; upload: { url: string; headers: Record<string, string> } };
  const put = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: report.content });
  if (!put.ok) throw new DemoFailure(`the report was not taken: ${put.status} ${(await put.text()).slice(0, 200)}`);
  const argument = (text: string) => ({ argument: text, evidence: [attachmentId] });
  await expect(
    201,
    portal.put('department', `/assessments/${projectCode}/${year}`, {
      organiser: 'department',
      requestedAmount: amount,
      dimensions: {
        necessity: argument('场馆委托运营合同约定的结算义务，符合公共体育服务规划。'),
        economy: argument('结算单价经比选确定，低于同类场馆。'),
        goalSoundness: argument('目标与合同条款逐项对应，可衡量。'),
        feasibility: argument('结算流程、时限和责任人均已明确。'),
        fundingCompliance: argument('资金来源为一般公共预算，不涉及举债。'),
        affordability: argument('金额占部门项目支出不足百分之一，财力可承受。'),
      },
      materials: [{ kind: 'report', title: '事前绩效评估报告（演示）', attachmentId }],
    }),
  );
  const scores = { necessity: 19, economy: 18, goalSoundness: 18, feasibility: 19, fundingCompliance: 19, affordability: 18 };
  await expect(
    [200, 201],
    portal.post('finance-performance', `/assessments/${projectCode}/${year}/opinions`, { scores, opinion: '论证充分，同意。' }),
  );
  const concluded = await expect(
    [200, 201],
    portal.post('finance-performance', `/assessments/${projectCode}/${year}/conclusion`, {
      verdict: 'support',
      supportedAmount: amount,
      reason: '五个维度均达到要求，财力可承受。',
    }),
  );
  const seen = await expect(200, portal.get('audit', `/assessments/${projectCode}/${year}`));
  line(`事前评估结论 ${concluded.body.verdict ?? seen.body.verdict}，得分 ${seen.body.score}，支持 ${seen.body.supportedAmount} 元`);
  await portal.until('unit', `/projects/${projectCode}`, gateIs('G1', 'open'));
  const admitted = await expect([200, 201], portal.post('finance-section', `/projects/${projectCode}/admission`));
  line(`入库：${admitted.body.status}`);
}

export async function setGoals(portal: Portal, data: DemoCase, line: Say): Promise<void> {
  const { projectCode, year, goals } = data;
  const path = `/goals/${projectCode}/${year}`;
  const filed = await expect(201, portal.put('unit', path, goals));
  line(`申报绩效目标：${goals.indicators.length}项指标，进入审核步骤 ${filed.body.step}`);
  const steps: readonly (readonly [step: string, role: string])[] = [
    ['department', 'department'],
    ['finance', 'finance-section'],
    ['joint', 'finance-performance'],
  ];
  for (const [step, role] of steps) {
    const reviewed = await expect(
      [200, 201],
      portal.post(role, `${path}/reviews`, { step, opinion: 'excellent', comment: '指标清晰、可衡量。' }),
    );
    line(`目标审核 ${step}：优 → ${reviewed.body.status}`);
  }
}

async function budget(portal: Portal, data: DemoCase, line: Say): Promise<void> {
  const { projectCode, year, budget: amount } = data;
  await portal.until('unit', `/projects/${projectCode}`, gateIs('G3', 'open'));
  const sheet = await expect(200, portal.get('finance-section', `/projects/${projectCode}/budgets/${year}/linkage`));
  line(`三个挂钩测算上限 ${sheet.body.ceiling} 元`);
  const above = (Number(amount) + 1).toFixed(2);
  const refused = await expect(
    422,
    portal.post('finance-performance', `/projects/${projectCode}/budgets/${year}/approval`, { approvedAmount: above }),
  );
  line(`批复超过上限，被拒：${first(refused)}`);
  const issued = await expect(
    [200, 201],
    portal.post('finance-performance', `/projects/${projectCode}/budgets/${year}/approval`, { approvedAmount: amount }),
  );
  line(`预算与目标同步批复：${issued.body.approvedAmount} 元，目标第${issued.body.goalsVersion}版`);
}

async function monitor(portal: Portal, data: DemoCase, line: Say): Promise<void> {
  const { projectCode, year, executed, actuals } = data;
  const path = `/monitoring/${projectCode}/${year}`;
  const reading = (period: string, day: string, paid: string, share: number) => ({
    asOf: `${year}-${period}-${day}`,
    paid,
    indicators: actuals.map(({ id, actual }) => ({
      id,
      actual: typeof actual === 'number' ? Number((actual * share).toFixed(2)) : share === 1 ? actual : '推进中',
      likelihood: 'certain',
    })),
  });
  await expect([200, 201], portal.put('unit', `${path}/readings/06`, reading('06', '30', '45000.00', 0.2)));
  const red = await portal.until('unit', path, ({ alerts }) => Array.isArray(alerts) && alerts.length > 0);
  const [alert] = red.body.alerts as { alertId: string }[];
  line(`6月监控：支出18%，灯 ${lightsOf(red)}，预警 ${alert?.alertId}`);
  await expect(
    [200, 201],
    portal.post('finance-performance', `/monitoring/alerts/${alert?.alertId}/treatment`, {
      action: 'suspend',
      reason: '结算进度明显滞后，暂缓拨款。',
    }),
  );
  await portal.until('unit', `/projects/${projectCode}`, gateIs('G6', 'blocked'));
  line('暂缓拨款，拨款关口 G6 关闭');
  await expect(
    [200, 201],
    portal.post('finance-performance', `/monitoring/alerts/${alert?.alertId}/treatment`, {
      action: 'resume',
      reason: '已整改，恢复拨款。',
    }),
  );
  await portal.until('unit', `/projects/${projectCode}`, gateIs('G6', 'open'));
  await expect([200, 201], portal.put('unit', `${path}/readings/10`, reading('10', '31', '205000.00', 0.85)));
  const green = await portal.until('unit', path, ({ alerts }) => Array.isArray(alerts) && alerts.length === 0);
  line(`恢复拨款；10月监控：支出82%，灯 ${lightsOf(green)}，预警解除`);
  await expect([200, 201], portal.put('unit', `${path}/readings/12`, reading('12', '31', executed, 1)));
  const last = await portal.until('unit', path, ({ alerts }) => Array.isArray(alerts) && alerts.length > 0);
  const [late] = last.body.alerts as { alertId: string }[];
  await expect(
    [200, 201],
    portal.post('finance-performance', `/monitoring/alerts/${late?.alertId}/treatment`, {
      action: 'continue',
      reason: '尾款按合同次年结算。',
    }),
  );
  line(`12月监控：支出${executed}元，目标完成，灯 ${lightsOf(last)}，继续执行`);
}

async function evaluate(portal: Portal, data: DemoCase, line: Say): Promise<void> {
  const { projectCode, year, budget: amount, executed, actuals, total } = data;
  const path = `/evaluations/${projectCode}/${year}`;
  const funds = { initial: amount, adjusted: amount, executed };
  const self = await expect(
    201,
    portal.put('unit', `${path}/self`, { funds, overall: '年度目标全部完成。', indicators: actuals, statement: true }),
  );
  if (self.body.total !== total) throw new DemoFailure(`scored ${self.body.total}, the published form says ${total}`);
  line(`单位自评：${self.body.total}分（${self.body.grade}），与公布的自评表一致`);
  const checked = await expect(
    [200, 201],
    portal.post('finance-performance', `${path}/spot-checks`, { indicators: actuals, finding: '抽查结算凭证，未见差异。' }),
  );
  line(`抽查复核：相差${checked.body.difference}分，通报：${checked.body.bulletin ? '是' : '否'}`);
}

async function close(portal: Portal, data: DemoCase, line: Say): Promise<void> {
  const { projectCode, year } = data;
  const path = `/evaluations/${projectCode}/${year}`;
  const archived = await eventually(() => portal.post('finance-performance', `${path}/archive`));
  const { manifest, archiveId } = archived.body as { archiveId: string; manifest: { files: unknown[]; chainHead: string } };
  line(`归档 ${archiveId}：${manifest.files.length}个文件，链首 ${manifest.chainHead.slice(0, 19)}…`);
  const verified = await expect(200, portal.get('audit', `${path}/archive/verification`));
  const parts = ['authenticity', 'integrity', 'usability', 'security'].map((part) => (verified.body[part] as { passed: boolean }).passed);
  if (verified.body.passed !== true || parts.includes(false))
    throw new DemoFailure(`verification failed: ${JSON.stringify(verified.body).slice(0, 600)}`);
  line('四性检测：真实性、完整性、可用性、安全性均通过');
  const closed = await portal.until('unit', `/projects/${projectCode}`, ({ status }) => status === 'closed');
  const history = await expect(200, portal.get('audit', `/projects/${projectCode}/history`));
  const items = history.body.items as { sequence: number; hash: string; previousHash: string }[];
  const broken = items.find((item, at) => item.sequence !== at + 1 || item.previousHash !== (items[at - 1]?.hash ?? 'genesis'));
  if (broken) throw new DemoFailure(`the hash chain breaks at ${broken.sequence}`);
  line(`项目 ${closed.body.status}；哈希链${items.length}条记录首尾相接`);
}

export async function expect(status: number | readonly number[], asked: Promise<Reply>): Promise<Reply> {
  const reply = await asked;
  if (![status].flat().includes(reply.status))
    throw new DemoFailure(`expected ${status}, got ${reply.status}: ${JSON.stringify(reply.body).slice(0, 600)}`);
  return reply;
}

/** Archiving is refused while a record is still on its way; asked again for a moment. */
async function eventually(ask: () => Promise<Reply>): Promise<Reply> {
  for (let attempt = 0; ; attempt += 1) {
    const reply = await ask();
    if (reply.status === 201 || attempt === 40) return expect(201, Promise.resolve(reply));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function gateIs(gate: string, state: string) {
  return ({ gates }: Readonly<Record<string, unknown>>) =>
    Array.isArray(gates) && gates.some((each: { gate: string; state: string }) => each.gate === gate && each.state === state);
}

function first({ body }: Reply): string {
  const [finding] = body.findings as { says: string; basis: string }[];
  return finding ? `${finding.says}〔${finding.basis}〕` : String(body.detail);
}

function lightsOf({ body }: Reply): string {
  const { budget, goal, overall } = body.lights as Record<string, string>;
  return `预算${budget} 目标${goal} 综合${overall}`;
}

if (import.meta.main) {
  const url = process.argv[2] ?? `http://localhost:${process.env.PORT ?? 8787}`;
  try {
    await demo(url);
  } catch (fault) {
    process.stderr.write(`演示未通过：${fault instanceof Error ? fault.message : String(fault)}\n`);
    process.exitCode = 1;
  }
}
