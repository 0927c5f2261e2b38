import { beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '../../shared/values/actor.ts';
import { badTokens } from './bad-tokens.ts';
import type { Reply } from './calls.ts';
import type { Desk } from './desk.ts';
import { bring, close, must, pilot, propose, report, walk } from './loop.ts';
import { People, personOf } from './people.ts';
import { shared, side } from './region.ts';
import { isList, ROUTES } from './route-tables.ts';

const HOME = '640104';
const ELSEWHERE = '640105';
const { region, people, desk, sender } = shared(HOME);
const strangers = new People((person) => region.token(person), ELSEWHERE);
const LANES = 8;

type Route = (typeof ROUTES)[number];
const CODE = 'ISOLATION-1';
/** Says what is asked about: a project's own path, a list, or nothing but a body. */
const kindOf = (route: Route) =>
  /\{(projectCode|alertId|id|importId|batch)\}/.test(route.path) || route.path === '/exchange/peers/{division}'
    ? 'record'
    : isList(route)
      ? 'list'
      : route.body
        ? 'body'
        : 'public';
/** Lists of what stacks send each other: about no project. */
const EXCHANGED = new Set(['listPeers', 'listBatches', 'listBatchRows']);
/** Records of a stack, whatever its projects. */
const OF_STACKS = new Set(['getPeer', 'registerPeer']);
/** Its content is a ruling, the same for everybody under the division. */
const RULING = new Set(['listFrames', 'listGoalTemplates', 'listPilots', 'listPilotBlueprints']);
const isOfProject = (route: Route) => kindOf(route) === 'record' && !OF_STACKS.has(route.id);
const MATRIX = ROUTES.flatMap((route) => ROLES.map((role) => ({ route, role, allowed: route.roles.includes(role) })));
const READING = new Set(ROUTES.filter(({ method }) => method === 'GET').map(({ id }) => id));

/** One project that has walked the whole loop, so that every route has a target. */
let home: Desk;

/** Everything in every table, but notes of answered bulk requests: these are kept for whoever may call. */
const dump = async () => {
  await region.whenIdle();
  const tables = Object.entries(await region.tables());
  return JSON.stringify(tables.map(([name, items]) => [name, items.filter(({ pk }) => !String(pk).startsWith('request#'))]));
};

async function ask(route: Route, role: Role, token: string, changes: { body?: unknown; query?: string } = {}): Promise<Reply> {
  const query = isList(route) ? { query: `fiscalYear=${home.own.year}` } : {};
  return home.act(role, route.id, { token, ...query, ...changes });
}

const told = (route: Route, role: string, reply: Reply) =>
  `${role} ${route.method} ${route.path} → ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`;

beforeAll(async () => {
  const walked = await walk(desk(CODE));
  must(await walked.act('finance-performance', 'drawSample'), 201);
  await region.whenIdle();
  await close(walked);
  home = await report(await pilot(await bring(walked)), sender);
});

describe('who proves nothing', () => {
  it('and brings no token gets 401 on every route', async () => {
    await side(ROUTES, LANES, async (route) => {
      const reply = await home.act('unit', route.id, { token: null });
      expect.soft(reply.status, told(route, 'nobody', reply)).toBe(401);
    });
  });

  it('and brings a bad token gets 401 on every route', async () => {
    const person = personOf('finance-performance', HOME, { roles: [...ROLES] });
    const tokens = await badTokens(person, (one) => region.token(one));
    const requests = ROUTES.flatMap((route) => Object.entries(tokens).map(([wrong, token]) => ({ route, wrong, token })));
    await side(requests, LANES, async ({ route, wrong, token }) => {
      const reply = await ask(route, 'unit', token);
      expect.soft(reply.status, told(route, `a token ${wrong}`, reply)).toBe(401);
      expect.soft(reply.type).toBe('application/problem+json');
      expect.soft(JSON.stringify(reply.body)).not.toContain(CODE);
    });
  });
});

describe('a role', () => {
  it('that the route doesn’t list gets 403', async () => {
    const before = await dump();
    const denied = MATRIX.filter(({ allowed }) => !allowed);
    await side(denied, LANES, async ({ route, role }) => {
      const reply = await ask(route, role, await people.token(role));
      expect.soft(reply.status, told(route, role, reply)).toBe(403);
    });
    expect(await dump()).toBe(before);
  });

  it('third-party authors nothing: it may say what it thinks and nothing else', () => {
    const open = ROUTES.filter((route) => route.roles.includes('third-party') && route.method !== 'GET').map(({ id }) => id);
    const said = ['assessIndependently', 'checkGoals', 'opineOnAssessment', 'reviewGoals', 'scoreEvaluation', 'scoreFrame'];
    expect(open.toSorted()).toEqual(said);
  });
});

describe('somebody of another county', () => {
  it('finds nothing of this one, in whatever role', async () => {
    const before = await dump();
    // What somebody lends is their own, wherever they are.
    const allowed = MATRIX.filter((each) => each.allowed && each.route.id !== 'grantDelegation');
    await side(allowed, LANES, async ({ route, role }) => {
      const reply = await ask(route, role, await tokenElsewhere(role));
      isBlind(route, role, reply);
    });
    expect(await dump()).toBe(before);
  });

  it('finds nothing by asking for this division either', async () => {
    const lists = MATRIX.filter(({ route, allowed }) => allowed && isList(route));
    await side(lists, LANES, async ({ route, role }) => {
      const reply = await ask(route, role, await tokenElsewhere(role), { query: `division=${HOME}&fiscalYear=${home.own.year}` });
      expect.soft(reply.status, told(route, role, reply)).toBe(404);
    });
  });

  it('can’t take the project over by registering it as its own', async () => {
    const body = { ...home.bodyOf('registerProject'), division: ELSEWHERE };
    for (const role of ['unit', 'department', 'finance-performance'] as const) {
      expect(await home.act(role, 'registerProject', { token: await strangers.token(role), body })).toMatchObject({ status: 404 });
    }
  });

  it('can’t name an attachment of this county', async () => {
    const abroad = new People((person) => region.token(person), ELSEWHERE);
    const other = desk('ISOLATION-ABROAD', { division: ELSEWHERE }, { people: abroad });
    must(await other.act('unit', 'registerProject'), 201);
    await region.whenIdle();
    const stolen = other.about({ ...other.own, report: home.own.report });
    const reply = await stolen.act('department', 'submitAssessment');
    expect(reply).toMatchObject({ status: 422, body: { findings: expect.arrayContaining([expect.objectContaining({ rule: 'AS-08' })]) } });
    const report = await stolen.act('department', 'reportDepartmentEvaluation');
    expect(report).toMatchObject({ status: 422, body: { findings: [{ at: '/report' }] } });
  });

  it('can’t use a cursor of this county', async () => {
    must(await desk('ISOLATION-2').act('unit', 'registerProject'), 201);
    const first = await home.until('finance-performance', 'listProjects', ({ next }) => typeof next === 'string', { query: 'limit=1' });
    const query = `limit=1&cursor=${first.body.next}`;
    expect(await home.act('finance-performance', 'listProjects', { query })).toMatchObject({ status: 200 });
    expect(await home.act('audit', 'listProjects', { query })).toMatchObject({ status: 400 });
    expect(await home.act('audit', 'listEvaluations', { query })).toMatchObject({ status: 400 });
    expect(await home.act('finance-performance', 'listProjects', { query: `${query}&status=closed` })).toMatchObject({ status: 400 });
    const token = await strangers.token('finance-performance');
    expect(await home.act('finance-performance', 'listProjects', { query, token })).toMatchObject({ status: 400 });
  });

  const tokenElsewhere = (role: Role) => (role === 'province' ? people.token(role, { division: '650000' }) : strangers.token(role));

  function isBlind(route: Route, role: Role, reply: Reply): void {
    const says = told(route, role, reply);
    if (kindOf(route) === 'record') expect.soft(reply.status, says).toBe(404);
    // 403: what a county may not do about its province's programme, whichever county it is.
    else expect.soft(/Pilot/.test(route.id) ? [200, 403, 404] : [200, 202, 404], says).toContain(reply.status);
    expect.soft(reply.status === 404 ? '' : JSON.stringify(reply.body), says).not.toContain('职业技能培训');
    // Blueprints are drawn for everybody under the province.
    if (kindOf(route) === 'list' && route.id !== 'listPilotBlueprints') expect.soft(JSON.stringify(reply.body), says).not.toContain(CODE);
    if (route.id === 'recordReadings') expect.soft(reply.body, says).toMatchObject({ accepted: 0 });
  }
});

describe('somebody of the same county', () => {
  it('from another unit or department finds nothing of this project', async () => {
    const requests = MATRIX.filter(
      ({ route, role, allowed }) => allowed && (role === 'unit' || role === 'department') && ['record', 'list'].includes(kindOf(route)),
    );
    await side(requests, LANES, async ({ route, role }) => {
      const reply = await ask(route, role, await people.token(role, { organisation: role === 'unit' ? '220001' : '220' }));
      const says = told(route, role, reply);
      if (kindOf(route) === 'record') expect.soft(reply.status, says).toBe(404);
      else if (!RULING.has(route.id)) expect.soft(reply.body, says).toMatchObject({ items: [] });
    });
  });

  it('who is a third party without a commission finds nothing', async () => {
    const token = await people.token('third-party', { organisation: 'third-party-999' });
    const requests = ROUTES.filter((route) => route.roles.includes('third-party') && kindOf(route) === 'record');
    for (const route of requests) {
      const reply = await ask(route, 'third-party', token);
      expect.soft([403, 404], told(route, 'third-party', reply)).toContain(reply.status);
    }
  });

  it('and of the right role reads everything', async () => {
    const readers = MATRIX.filter(({ route, role, allowed }) => allowed && READING.has(route.id) && role !== 'third-party');
    await side(readers, LANES, async ({ route, role }) => {
      const query = isList(route) ? { query: `division=${HOME}&fiscalYear=${home.own.year}&limit=100` } : {};
      const reply = await ask(route, role, await people.token(role), query);
      expect.soft(reply.status, told(route, role, reply)).toBe(200);
      // Its alert is cleared, and a cleared alert stands in no list; nothing of it went to a bulletin; its filing was never due.
      const bare = EXCHANGED.has(route.id) || ['listAlerts', 'listBulletins', 'listFilings'].includes(route.id);
      if (isList(route) && !bare && !RULING.has(route.id))
        expect.soft(JSON.stringify(reply.body), told(route, role, reply)).toContain(CODE);
    });
  });

  it('and of the right role is heard, never a stranger or a fault', async () => {
    const writers = MATRIX.filter(({ route, role, allowed }) => allowed && !READING.has(route.id) && role !== 'third-party');
    await side(writers, 1, async ({ route, role }) => {
      // There is none of that number, and nobody but who gave one knows of it.
      if (route.id === 'revokeDelegation') return;
      const reply = await ask(route, role, await people.token(role));
      expect
        .soft([200, 201, 202, 409, 422, ...(MAY_BE_FORBIDDEN.has(`${role} ${route.id}`) ? [403] : [])], told(route, role, reply))
        .toContain(reply.status);
    });
  });
});

/** Roles that a route lists because some policy gives them the word; 宁夏's doesn't. */
const MAY_BE_FORBIDDEN: ReadonlySet<string> = new Set([
  'finance-section concludeAssessment',
  ...['department', 'investment', 'government'].flatMap((role) => [`${role} opineOnAssessment`, `${role} returnAssessment`]),
  // The unit filed it, and only who filed takes it back.
  'department withdrawSelfEvaluation',
  // The unit brought the workbook, and only who brought it confirms it.
  'department confirmImport',
  'finance-performance confirmImport',
  // The province's own.
  'finance-performance launchPilot',
  'finance-performance publishPilotBlueprint',
]);

describe('a secret project', () => {
  const MARKER = { projectCode: 'SECRET-1', division: HOME, secret: true };
  let secret: Desk;
  beforeAll(async () => {
    secret = desk('SECRET-1');
    must(await secret.act('unit', 'registerProject', { body: { ...secret.bodyOf('registerProject'), secret: true } }), 201);
    await region.whenIdle();
  });

  it('shows nobody more than its marker', async () => {
    const readers = MATRIX.filter(({ route, allowed }) => allowed && isOfProject(route) && READING.has(route.id));
    await side(readers, LANES, async ({ route, role }) => {
      const reply = await secret.act(role, route.id);
      if (route.id === 'getProject') expect.soft(reply, told(route, role, reply)).toMatchObject({ status: 200, body: MARKER });
      else expect.soft(reply.status, told(route, role, reply)).toBe(404);
      isBare(reply);
    });
  });

  it('is a bare row in the list', async () => {
    const reply = must(await secret.act('finance-performance', 'listProjects', { query: 'limit=100' }), 200);
    const rows = Array.isArray(reply.body.items) ? reply.body.items : [];
    const row = rows.find((each: { projectCode?: unknown }) => each.projectCode === 'SECRET-1');
    expect(row).toMatchObject(MARKER);
    expect(JSON.stringify(row)).not.toMatch(/职业技能|6000000|演示/);
  });

  it('takes no assessment, goals, reading or evaluation', async () => {
    const before = await dump();
    const writers = MATRIX.filter(
      ({ route, allowed }) => allowed && isOfProject(route) && !READING.has(route.id) && route.id !== 'registerProject',
    );
    await side(writers, LANES, async ({ route, role }) => {
      const reply = await secret.act(role, route.id);
      expect.soft([404], told(route, role, reply)).toContain(reply.status);
    });
    expect(await dump()).toBe(before);
  });

  it('left nothing of its description in any table, event or queue', async () => {
    const items = Object.values(await region.tables())
      .flat()
      .filter((item) => JSON.stringify(item).includes('SECRET-1'));
    expect(items.length).toBeGreaterThan(1);
    for (const item of items) expect.soft(JSON.stringify(item)).not.toMatch(/职业技能|600000000|演示主管|演示负责人|民生/);
  });

  it('that was open before disappears from every list and every answer', async () => {
    const proposed = await propose(desk('SECRET-2'));
    await region.whenIdle();
    must(await proposed.act('unit', 'fileGoals'), 201);
    const evaluation = await proposed.upload('department', 'offerEvaluationAttachment', '部门评价报告');
    const own = proposed.about({ ...proposed.own, report: { ...proposed.own.report, evaluation } });
    must(await own.act('department', 'reportDepartmentEvaluation'), 201);
    const notice = must(await own.act('finance-performance', 'issueRectification'), 201);
    must(await own.act('unit', 'registerProject', { body: { ...own.bodyOf('registerProject'), secret: true } }), 200);
    await region.whenIdle();
    // The rows of an import are those of its own organisation, of a batch those of its sender; of a programme of its own there is none.
    for (const { id } of ROUTES.filter((route) => isList(route) && !/\{(?:importId|batch|programme)\}/.test(route.path))) {
      const reply = must(await own.act('audit', id, { query: `limit=100&fiscalYear=${own.own.year}` }), 200);
      const rows = Array.isArray(reply.body.items) ? reply.body.items : [];
      const row = rows.find((each: { projectCode?: unknown }) => each.projectCode === 'SECRET-2');
      if (row) expect.soft(JSON.stringify(row), id).not.toMatch(/职业技能|6000000/);
    }
    for (const id of [
      'getGoals',
      'getGoalVersions',
      'getGoalChanges',
      'getProjectHistory',
      'getAssessment',
      'getAssessmentChanges',
      'getEvaluation',
      'getEvaluationChanges',
      'getLinkage',
      'getRectification',
    ])
      expect.soft((await own.act('audit', id, { params: { id: String(notice.body.id) } })).status, id).toBe(404);
  });

  function isBare(reply: Reply): void {
    expect.soft(JSON.stringify(reply.body)).not.toMatch(/职业技能|6000000|演示负责人/);
  }
});
