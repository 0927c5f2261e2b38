import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { openCommands } from '../../../functions/monitoring/commands.ts';
import { routes } from '../../../functions/monitoring/http.ts';
import { openMonitoring } from '../../../functions/monitoring/store.ts';
import { openCards, openPatience } from '../../../shared/io/cards.ts';
import { openApp } from '../../../shared/io/http.ts';
import { openLog } from '../../../shared/io/log.ts';
import { openVault } from '../../../shared/io/vault.ts';
import type { Role } from '../../../shared/values/actor.ts';
import { yuan } from '../../../shared/values/money.ts';
import { loadMonitoring } from '../../cases/load.ts';

/** The door over tables that nobody listens at: a check changes nothing, so it must not ask them anything. */
function door(...roles: Role[]) {
  const client = new DynamoDBClient({ region: 'local', endpoint: 'http://127.0.0.1:9', maxAttempts: 1 });
  const clock = () => new Date('2026-03-01T00:00:00Z');
  const vault = openVault({ bucket: 'none', clock });
  const monitoring = openMonitoring({ client, name: 'none', vault });
  const commands = openCommands({ ...monitoring, cards: openCards({ client, tableName: 'none' }), openPatience });
  const none = async () => ({ ok: true, items: [] }) as const;
  const actor = { sub: 'p-1', name: '', division: '420200', organisation: '219001', roles };
  return openApp(routes, {
    ports: { ...commands, list: none, keyProjects: none, owed: none },
    identity: { identify: async () => ({ known: true, actor }) },
    clock,
    log: openLog({ function: 'monitoring', level: 'error' }),
  });
}

const BODY = {
  division: '510100',
  fiscalYear: 2025,
  period: '06',
  asOf: '2025-06-30',
  budget: '1000000.00',
  paid: '500000.00',
  indicators: [{ target: 100, actual: 50, operator: '>=', weight: 90 }],
};

async function check(change: object, ...roles: Role[]) {
  const response = await door(...(roles.length > 0 ? roles : ['unit' as const])).request('/monitoring/check', {
    method: 'POST',
    body: JSON.stringify({ ...BODY, ...change }),
  });
  return { status: response.status, body: await response.json() };
}

describe('POST /monitoring/check', () => {
  it('answers every figure, the lights and what they rest on', async () => {
    expect(await check({})).toEqual({
      status: 200,
      body: {
        executionRate: 0.5,
        spendingRate: null,
        goalProgress: 0.5,
        gap: 0,
        timeProgress: 0.49589,
        forecast: {
          amount: '1000000.00',
          rate: 1,
          method: 'pace',
          says: expect.stringContaining('按截至报告日的平均支付进度推算'),
          basis: '默认（线性推算）',
        },
        lights: { budget: 'green', goal: 'green', overall: 'green' },
        findings: [],
      },
    });
  });

  it('MO-02 points out a day outside its month, and computes all the same', async () => {
    const { status, body } = await check({ period: '07' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ executionRate: 0.5, findings: [{ rule: 'MO-02', at: '/asOf' }] });
  });

  it.each<[string, object]>([
    ['negative money', { paid: '-1.00' }],
    ['a day that doesn’t exist', { asOf: '2025-02-30' }],
    ['a month that doesn’t exist', { period: '13' }],
    ['a field that nobody knows', { secret: true }],
    ['a figure that is none', { indicators: [{ target: null, actual: 1, weight: 1 }] }],
  ])('refuses %s with its place', async (_, change) => {
    const { status, body } = await check(change);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'unreadable', findings: [{ rule: 'API-01' }] });
  });

  it('is not for third parties', async () => {
    expect((await check({}, 'third-party')).status).toBe(403);
    expect((await check({}, 'congress')).status).toBe(200);
  });
});

describe('黄石市 申遗经费 2019 1-6月 (MO001)', () => {
  it('MO-04 87.57 of 220 万元 is 39.80 %: yellow, although the unit is certain to reach its goals', async () => {
    const published = loadMonitoring().find(({ id }) => id === 'MO001');
    const [funds] = published?.funds ?? [];
    const { status, body } = await check({
      division: '420200',
      fiscalYear: 2019,
      asOf: '2019-06-30',
      budget: yuan(Math.round((funds?.initial_budget ?? 0) * 1_000_000)),
      paid: yuan(Math.round((funds?.executed ?? 0) * 1_000_000)),
      indicators: [
        { name: '成本', target: '年度预算220万元', actual: '按进度执行,已使用约40%', weight: 50, likelihood: 'certain' },
        { name: '社会效益', target: '成立黄石矿冶文化研究中心', actual: '', weight: 40, likelihood: 'certain' },
      ],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      executionRate: 0.398045,
      timeProgress: 0.49589,
      goalProgress: null,
      gap: null,
      lights: { budget: 'yellow', goal: 'green', overall: 'yellow' },
    });
    const said = body as { findings: { rule: string; says: string }[] };
    expect(said.findings.map(({ rule }) => rule)).toEqual(['MO-04', 'MO-08', 'MO-08', 'MO-08']);
    expect(said.findings[0]?.says).toBe('6月底应支付预算的40%（880,000.00元），截至2019-06-30支付875,700.00元');
  });
});

describe('POST /monitoring/readings', () => {
  it('of which no row can be read is no batch', async () => {
    const response = await door('finance-performance').request('/monitoring/readings', {
      method: 'POST',
      headers: { 'idempotency-key': 'k-1' },
      body: JSON.stringify({ readings: [{ projectCode: 'A-1', paid: '-1' }, 7] }),
    });
    expect(response.status).toBe(400);
    const { findings } = (await response.json()) as { findings: { at: string }[] };
    expect(findings.map(({ at }) => at)).toContain('/readings/0/paid');
    expect(findings.map(({ at }) => at)).toContain('/readings/1');
  });
});
