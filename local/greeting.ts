import { demoPeople } from './people.ts';
import type { Region } from './region.ts';
import type { Stack } from './stacks.ts';

/** What somebody who has started a region needs to know: where it is, and a token of every role. */
export async function greeting(region: Region): Promise<string> {
  const { url, access, division } = region;
  const people = demoPeople(division).map(
    async (person) => `\n${person.name}  ${person.role}  ${person.division}  ${person.organisation}\n${await region.token(person)}`,
  );
  return [
    `接口地址 API      ${url}   （就绪：GET /health；契约：GET /openapi.json）`,
    `数据库、队列、文件 ${access.endpoint}   （AWS SDK，区域 ${access.region}，密钥 ${access.accessKeyId}）`,
    '',
    '各角色的演示令牌（Authorization: Bearer …，有效十年）：',
    ...(await Promise.all(people)),
    '',
  ].join('\n');
}

/** Whom a visitor of several regions plays first; `POST /local/tokens` of any region has tokens for all others. */
const FIRST = ['unit', 'department', 'finance-performance'];

/** The same of one region among several, in a few lines. */
export async function shortGreeting(region: Region, { name, upstream }: Stack): Promise<string> {
  const { url, access, division, blueprint } = region;
  const intakes = blueprint.queues.filter(({ name: queue }) => /-intake(?:\.fifo)?$/.test(queue)).map(({ url: address }) => address);
  const people = demoPeople(division)
    .filter(({ role }) => FIRST.includes(role) || (role === 'province' && !upstream))
    .map(async (person) => `  ${person.name} ${person.role} ${person.division} ${person.organisation}\n    ${await region.token(person)}`);
  return [
    `${name} ${division}${upstream ? `，上级 ${upstream}` : ''}`,
    `  接口 ${url}   引擎 ${access.endpoint}（区域 ${access.region}，密钥 ${access.accessKeyId}）`,
    ...intakes.map((intake) => `  接收队列 ${intake}`),
    ...(await Promise.all(people)),
    '',
  ].join('\n');
}
