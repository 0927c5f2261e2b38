import { beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from './calls.ts';
import type { Desk } from './desk.ts';
import {
  assess,
  budget,
  findingsOf,
  type Government,
  judge,
  knock,
  link,
  type Said,
  type Sanctioned,
  SUPPORTED,
  setGoals,
  watch,
} from './government.ts';
import { gateIs, must } from './loop.ts';
import { applyOncePublic, checkInTwoSteps, evaluateAgain, noticed } from './own-orders.ts';
import { shared } from './region.ts';

const FINANCE = [['finance', 'finance-section']] as const;
const JINGHAI: Government = {
  name: '静海',
  division: '120118',
  document: '津静海政发〔2020〕19号',
  chain: FINANCE,
  goalsBeforeLibrary: true,
  sanctions: [['recover', '500000.00']],
  funds: 'recovered',
  result: '中',
};
const DONGLI: Government = {
  name: '东丽',
  division: '120110',
  document: '东丽区2022年预算绩效管理工作开展情况',
  chain: [
    ['finance-section', 'finance-section'],
    ['finance-performance', 'finance-performance'],
  ],
  goalsBeforeLibrary: true,
  sanctions: [['rectify']],
  funds: 'normal',
  result: '中',
  own: checkInTwoSteps,
};
const SHIZHONG: Government = {
  name: '市中',
  division: '370103',
  document: '市中政办字〔2019〕36号',
  chain: [
    ['department', 'department'],
    ['finance', 'finance-section'],
  ],
  goalsBeforeLibrary: false,
  sanctions: [['rectify'], ['suspend'], ['stop'], ['recover', '500000.00']],
  funds: 'recovered',
  result: '中',
  own: noticed,
};
const BINJIANG: Government = {
  name: '滨江',
  division: '330108',
  document: '区委〔2020〕8号',
  chain: FINANCE,
  goalsBeforeLibrary: false,
  sanctions: [['suspend'], ['stop'], ['rectify']],
  funds: 'stopped',
  result: '良',
  own: evaluateAgain,
};
const NINGXIA: Government = {
  name: '宁夏',
  division: '640323',
  document: '宁夏《市、县（区）预算绩效一体化管理试点工作方案》',
  chain: [
    ['department', 'department'],
    ['finance', 'finance-section'],
    ['joint', 'third-party'],
    ['joint', 'finance-performance'],
  ],
  goalsBeforeLibrary: false,
  sanctions: [['rectify'], ['transfer', '300000.00']],
  funds: 'normal',
  result: '中',
  own: applyOncePublic,
};

interface Walked {
  readonly desk: Desk;
  readonly kept: readonly Said[];
  readonly steps: readonly string[];
  readonly budgeted: Reply;
  readonly monitored: Reply;
  readonly sanctioned: readonly Sanctioned[];
  readonly held: Reply;
  readonly own: readonly Reply[];
  readonly sheet: Reply;
  /** Its first goals were: they had no cost indicator. */
  readonly refused: boolean;
}

const walked = new Map<string, Walked>();
const outcome = (name: string) => {
  const found = walked.get(name);
  if (!found) throw new Error(`${name} has not walked`);
  return found;
};

function open(government: Government, code: string): Desk {
  return shared(government.division).desk(code);
}

/** With a cost indicator (滨江 refuses goals without one), the other outputs giving way. */
function withCost(desk: Desk): object {
  const goals = desk.bodyOf('fileGoals') as { indicators: { id: string; weight: number }[] };
  const weights: Readonly<Record<string, number>> = { I1: 15, I2: 15, I3: 10, I4: 20, I5: 10 };
  const others = goals.indicators.map((row) => ({ ...row, weight: weights[row.id] ?? row.weight }));
  const cost = { level1: 'cost', level2: 'economicCost', name: '人均培训成本', operator: '<=', target: 3000, unit: '元', raw: '≤3000元' };
  return { ...goals, indicators: [...others, { id: 'I6', weight: 20, source: '支出明细账', ...cost }] };
}

/** The same project, the same year; only the government differs. */
async function walk(government: Government): Promise<void> {
  const first = open(government, `SAME-${government.division}`);
  const kept = await knock(first);
  const assessed = await assess(first);
  if (government.goalsBeforeLibrary) {
    const early = findingsOf(must(await assessed.act('finance-section', 'admitProject'), 422));
    expect(early.map(({ says }) => says).join()).toContain('绩效目标');
  }
  const plain = await assessed.until('unit', 'checkGoals', () => true);
  const refused = JSON.stringify(plain.body.findings).includes('"level":"error"');
  const goals = refused ? withCost(assessed) : assessed.bodyOf('fileGoals');
  if (refused) must(await assessed.act('unit', 'fileGoals'), 422);
  const steps = await setGoals(assessed, government, goals);
  const budgeted = await budget(assessed);
  const issued = await budgeted.until('unit', 'getProject', gateIs('G4', 'open'));
  const watched = await watch(budgeted, government);
  const judged = await judge(budgeted, goals);
  const own = (await government.own?.(judged)) ?? [];
  const sheet = await link(budgeted, government, goals);
  walked.set(government.name, { desk: judged, kept, steps, budgeted: issued, ...watched, own, sheet, refused });
}

const factorOf = ({ body }: Reply, name: string) =>
  body[name] as { readonly amount: string; readonly says: string; readonly basis: string };

describe.each([JINGHAI, DONGLI, SHIZHONG, BINJIANG, NINGXIA])('$name: one project through its year', (government) => {
  beforeAll(() => walk(government));
  const { name, document, chain, funds, result } = government;

  it('is kept out of the library without an assessment, by the article of its own document', () => {
    const { kept } = outcome(name);
    expect(kept.map(({ says }) => says).join()).toContain('评估');
    for (const { basis } of kept) expect(basis).toContain(document);
  });

  it('has its goals reviewed step by step', () => {
    expect(outcome(name).steps).toEqual([...new Set(chain.map(([step]) => step))]);
  });

  it('passes its gates one after the other', () => {
    const { budgeted, held } = outcome(name);
    for (const gate of ['G1', 'G2', 'G3', 'G4', 'G6']) expect(budgeted.body).toSatisfy(gateIs(gate, 'open'));
    expect(held.body).toSatisfy(gateIs('G6', funds === 'normal' ? 'open' : 'blocked'));
  });

  it('is budgeted with what the assessment supports, the rest is saved', async () => {
    const { desk } = outcome(name);
    const assessed = must(await desk.act('audit', 'getAssessment'), 200);
    expect(assessed.body).toMatchObject({ supportedAmount: SUPPORTED, unsupportedAmount: '600000.00' });
    const goals = must(await desk.act('audit', 'getGoals'), 200);
    expect(goals.body).toMatchObject({ issued: { goalsVersion: 1, approvedAmount: SUPPORTED } });
  });

  it('meets the sanctions that its document threatens', () => {
    const { monitored, sanctioned } = outcome(name);
    expect(monitored.body).toMatchObject({ alertsRaised: 1, funds: { state: funds } });
    expect(sanctioned.map(({ action }) => action)).toEqual(government.sanctions.map(([action]) => action));
    expect(sanctioned.at(-1)).toMatchObject({ funds });
  });

  it('enters the next year with a linkage sheet, each factor with its sentence and article', () => {
    const { sheet } = outcome(name);
    expect(factorOf(sheet, 'lastYear')).toMatchObject({
      says: expect.stringContaining(`结果为“${result}”`),
      basis: expect.stringMatching(/./),
    });
    for (const each of sheet.body.factors as Said[])
      expect(each).toMatchObject({ says: expect.stringMatching(/./), basis: expect.stringMatching(/./) });
  });

  it('leaves no dead letter', async () => {
    const { region } = shared();
    await region.whenIdle();
    expect(await region.deadLetters()).toEqual([]);
  });
});

describe('what only one of them orders', () => {
  const sanctioned = ({ name }: Government) => outcome(name).sanctioned.map(({ action, signal }) => [action, signal]);

  it('静海 takes back what can’t be spent, and no more is paid', () => {
    expect(sanctioned(JINGHAI)).toEqual([['recover', 'stop']]);
    expect(outcome('静海').monitored.body).toMatchObject({ funds: { recovered: '500000.00' } });
  });

  it('市中 goes from a notice to 暂缓, 停止 and 收回, and the treasury is told each time', () => {
    expect(sanctioned(SHIZHONG)).toEqual([
      ['rectify', 'pay'],
      ['suspend', 'hold'],
      ['stop', 'stop'],
      ['recover', 'stop'],
    ]);
    const [listed] = outcome('市中').own;
    expect(listed?.body.items).toContainEqual(expect.objectContaining({ projectCode: `SAME-${SHIZHONG.division}`, source: 'monitoring' }));
    const blocked = (outcome('市中').held.body.gates as { gate: string; findings: Said[] }[]).find(({ gate }) => gate === 'G6');
    expect(blocked?.findings[0]?.basis).toContain(SHIZHONG.document);
  });

  it('东丽 checks on the spot in two reviews, the second from somebody else', () => {
    const [early, drafted, checked] = outcome('东丽').own;
    expect(early && findingsOf(early)).toMatchObject([{ rule: 'EV-37', basis: expect.stringContaining(DONGLI.document) }]);
    expect(drafted?.body).toMatchObject({ draft: true });
    expect(checked?.body).toMatchObject({ difference: expect.any(Number), bulletin: expect.any(Boolean) });
  });

  it('滨江 evaluates again, and the second evaluation is the one that counts', () => {
    const [again] = outcome('滨江').own;
    expect(again?.body).toMatchObject({ total: 83, grade: 'good', difference: 8, of: expect.stringContaining('evaluation#SAME-330108') });
  });

  it('宁夏 reviews jointly with a third party, moves money by an opinion, and applies a result once it is public', async () => {
    const { desk, own } = outcome('宁夏');
    const { body } = must(await desk.act('audit', 'getGoals'), 200);
    expect((body.reviews as { step: string; organisation: string }[]).slice(-2)).toMatchObject([
      { step: 'joint', organisation: 'third-party-001' },
      { step: 'joint', organisation: 'F02' },
    ]);
    expect(sanctioned(NINGXIA)).toEqual([
      ['rectify', 'pay'],
      ['transfer', 'pay'],
    ]);
    expect(outcome('宁夏').monitored.body).toMatchObject({ funds: { state: 'normal', transferred: '300000.00' } });
    const [early, applied] = own;
    expect(early && findingsOf(early)).toMatchObject([{ rule: 'EV-67', basis: expect.stringContaining(NINGXIA.document) }]);
    expect(applied?.body).toMatchObject({ application: 1, use: 'improve' });
  });

  it('静海 plans three books: a social insurance fund is none of them', async () => {
    const desk = open(JINGHAI, 'BOOKS-120118');
    const refused = await desk.act('unit', 'registerProject', {
      body: { ...desk.bodyOf('registerProject'), budgetBook: 'socialInsurance' },
    });
    expect(findingsOf(must(refused, 422))).toMatchObject([{ basis: expect.stringContaining(JINGHAI.document) }]);
    const four = open(SHIZHONG, 'BOOKS-370103');
    const taken = { ...four.bodyOf('registerProject'), budgetBook: 'socialInsurance' };
    must(await four.act('unit', 'registerProject', { body: taken }), 201);
  });

  it('东丽 assesses what continues, when it is major; the others do not', async () => {
    const needs = async (government: Government) => {
      const desk = open(government, `CONTINUING-${government.division}`);
      must(await desk.act('unit', 'registerProject', { body: { ...desk.bodyOf('registerProject'), origin: 'continuing' } }), 201);
      const { body } = must(await desk.act('finance-section', 'getProject'), 200);
      const [gate] = (body.gates as { gate: string; findings: Said[] }[]).filter(({ gate }) => gate === 'G1');
      return gate?.findings.some(({ says }) => says.includes('评估')) ?? false;
    };
    expect(await Promise.all([DONGLI, JINGHAI, SHIZHONG, BINJIANG, NINGXIA].map(needs))).toEqual([true, false, false, false, false]);
  });

  it('市中 assesses every new project, be it small', async () => {
    const small = async (government: Government) => {
      const desk = open(government, `SMALL-${government.division}`);
      const body = { ...desk.bodyOf('registerProject'), requestedAmount: '80000.00', major: false };
      must(await desk.act('unit', 'registerProject', { body }), 201);
      const project = must(await desk.act('finance-section', 'getProject'), 200);
      return gateIs('G1', 'blocked')(project.body) && JSON.stringify(project.body.gates).includes('应开展事前绩效评估');
    };
    expect(await Promise.all([SHIZHONG, NINGXIA].map(small))).toEqual([true, false]);
  });

  it('滨江 has government investment assessed by the investment department alone', async () => {
    const desk = open(BINJIANG, 'INVESTMENT-330108');
    must(await desk.act('unit', 'registerProject', { body: { ...desk.bodyOf('registerProject'), investment: true } }), 201);
    const refused = await desk.act('department', 'submitAssessment');
    expect(findingsOf(must(refused, 422)).some(({ basis }) => basis.includes(BINJIANG.document))).toBe(true);
  });

  it('滨江 refuses goals without a cost indicator', () => {
    const refusing = [JINGHAI, DONGLI, SHIZHONG, BINJIANG, NINGXIA].filter(({ name }) => outcome(name).refused);
    expect(refusing.map(({ name }) => name)).toEqual(['滨江']);
  });
});

describe('the same project under five policies', () => {
  it('comes to five different ends, each explained by its own articles', () => {
    const ends = [JINGHAI, DONGLI, SHIZHONG, BINJIANG, NINGXIA].map(({ name }) => {
      const { steps, sanctioned, sheet, refused } = outcome(name);
      return { steps, refused, sanctioned, ceiling: sheet.body.ceiling };
    });
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(5);
    for (const { name, document } of [JINGHAI, DONGLI, SHIZHONG, BINJIANG, NINGXIA]) {
      const { kept, sheet } = outcome(name);
      const factors = sheet.body.factors as (Said & { readonly amount: string })[];
      expect(factors.find(({ amount }) => amount === sheet.body.ceiling)).toMatchObject({ says: expect.stringMatching(/./) });
      expect(kept.every(({ basis }) => basis.includes(document))).toBe(true);
      expect(sheet.body.policy).toMatchObject({ version: expect.stringMatching(/^[a-z]+-\d{4}\+sha256:/) });
    }
    expect(ends.map(({ ceiling }) => ceiling)).toEqual(['4860000.00', '0.00', '4860000.00', '5400000.00', '5400000.00']);
  });
});
