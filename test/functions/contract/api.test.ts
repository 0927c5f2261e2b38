import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { api } from '../../../functions/contract/index.ts';
import { ProblemShape } from '../../../shared/io/receipt.ts';

const file = path.resolve(import.meta.dirname, '../../../functions/contract/openapi.json');
const call = async (httpMethod: string, at: string) => {
  const { statusCode, headers, body } = await api({ httpMethod, path: at });
  return { statusCode, type: headers?.['content-type'], body: JSON.parse(body) };
};

describe('the contract', () => {
  it('gives a sign of life', async () => {
    expect(await call('GET', '/health')).toEqual({ statusCode: 200, type: 'application/json; charset=utf-8', body: { status: 'ok' } });
  });

  it('gives the document that is in the repository', async () => {
    expect((await call('GET', '/openapi.json')).body).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it.each([
    ['POST', '/health'],
    ['GET', '/'],
    ['GET', '/health/'],
    ['GET', '/constructor'],
    ['GET', '/__proto__'],
    ['GET', '/projects/X'],
  ])('has nothing else: %s %s', async (method, at) => {
    const answered = await call(method, at);
    expect(ProblemShape.safeParse(answered.body).success).toBe(true);
    expect(answered).toMatchObject({
      statusCode: 404,
      type: 'application/problem+json; charset=utf-8',
      body: { code: 'absent' },
    });
  });

  it('is never cached', async () => {
    expect((await api({ httpMethod: 'GET', path: '/health' })).headers).toMatchObject({ 'cache-control': 'no-store' });
  });
});
