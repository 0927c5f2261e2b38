import { expect, numbered, ORGANISATIONS, propose, type Say, setGoals } from './demo.ts';
import { type DemoCase, loadCase } from './demo-case.ts';
import { openPortal, type Portal } from './portal.ts';

export interface DemoStack {
  readonly url: string;
  readonly division: string;
  readonly name: string;
}

/** Made up and marked 演示; its window and its stages are those of 宁夏's plan. */
const PROGRAMME = {
  name: '（演示）预算绩效一体化管理试点',
  startsOn: '2022-08-01',
  endsOn: '2024-06-30',
  projectsPerCounty: { min: 1, max: 2 },
  stages: [
    { stage: 'assessment', name: '事前绩效评估', dueOn: '2022-12-31' },
    { stage: 'goals', name: '绩效目标', dueOn: '2023-03-31' },
    { stage: 'monitoring', name: '绩效跟踪监控', dueOn: '2023-12-31' },
    { stage: 'evaluation', name: '绩效评价', dueOn: '2024-05-31' },
    { stage: 'application', name: '评价结果应用', dueOn: '2024-06-30' },
  ],
  criteria: [{ criterion: 'majorTask', name: '重大目标任务' }],
};

/**
 * Begins a pilot over HTTP: the government above opens the programme, each county enrols a project and takes it through assessment and goals in its
 * own region, and the board above fills by what arrives in the queue. Throws `DemoFailure` at the first answer that differs.
 */
export async function pilotDemo(upstream: DemoStack, counties: readonly DemoStack[], say: Say): Promise<void> {
  const line = numbered(say);
  const above = await openPortal(upstream.url, upstream.division, { province: 'P01' });
  const path = `/pilots/demo-${Date.now().toString(36)}`;
  await expect(201, above.put('province', path, { ...PROGRAMME, division: upstream.division }));
  line(`${upstream.name}：发布试点方案“${PROGRAMME.name}”，五个阶段`);
  const serial = Date.now() % 1e12;
  for (const [at, county] of counties.entries()) {
    const data = loadCase(serial + at, county.division);
    await enrol(upstream, county, path, data);
    line(`${county.name}：报名试点，项目 ${data.projectCode}`);
    const own = await openPortal(county.url, county.division, ORGANISATIONS);
    await propose(own, data, () => undefined);
    await setGoals(own, data, () => undefined);
    line(`${county.name}：在本县系统完成事前评估、绩效目标，消息经队列上报`);
  }
  line(`${upstream.name}：试点进度\n${await board(above, path, counties)}`);
}

/** The county's own people do it, in the region above: its tokens are good there. */
async function enrol(upstream: DemoStack, county: DemoStack, path: string, { projectCode }: DemoCase): Promise<void> {
  const there = await openPortal(upstream.url, county.division, ORGANISATIONS);
  const enrolment = { projects: [{ projectCode, criteria: ['majorTask'] }], support: 'own' };
  await expect(201, there.put('finance-performance', `${path}/counties/${county.division}`, enrolment));
}

interface Row {
  readonly division: string;
  readonly projects: readonly { readonly stages: readonly { readonly name: string; readonly status: string }[] }[];
}

/** The board once every county's first two stages have arrived. */
async function board(above: Portal, path: string, counties: readonly DemoStack[]): Promise<string> {
  const stagesOf = (body: Readonly<Record<string, unknown>>, { division }: DemoStack) =>
    ((body.counties ?? []) as readonly Row[]).find((row) => row.division === division)?.projects.flatMap(({ stages }) => stages) ?? [];
  const { body } = await above.until('province', path, (seen) =>
    counties.every((county) => stagesOf(seen, county).filter(({ status }) => status === 'completed').length >= 2),
  );
  const mark = ({ name, status }: { readonly name: string; readonly status: string }) => `${status === 'completed' ? '✓' : '·'}${name}`;
  return counties.map((county) => `    ${county.name}  ${stagesOf(body, county).map(mark).join(' ')}`).join('\n');
}
