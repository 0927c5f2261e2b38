import { parseArgs } from 'node:util';
import { MissingJava } from './engines.ts';
import { demoPeople } from './people.ts';
import { type Region, startRegion } from './region.ts';

const USAGE = `npm start -- [--port 8787] [--no-demo] [--direct] [--division 640104]
--port      端口，默认 8787；也可用环境变量 PORT
--no-demo   启动后不运行演示
--direct    各函数直连引擎，不经过权限检查与计量（测速用）
--division  行政区划代码，默认 640104`;

interface Wishes {
  readonly port: number;
  readonly demo: boolean;
  readonly direct: boolean;
  readonly division: string;
}

function wishesOf(args: readonly string[]): Wishes {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'no-demo': { type: 'boolean', default: false },
      direct: { type: 'boolean', default: false },
      division: { type: 'string', default: '640104' },
    },
  });
  const port = Number(values.port ?? process.env.PORT ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`端口应为 0 至 65535 的整数，而不是“${values.port ?? process.env.PORT}”`);
  if (!/^\d{6}$/.test(values.division)) throw new Error(`行政区划代码应为六位数字，而不是“${values.division}”`);
  return { port, demo: !values['no-demo'], direct: values.direct, division: values.division };
}

/** What went wrong, in a sentence for the person at this machine. */
function sentence(fault: unknown, port: number): string {
  if (fault instanceof MissingJava) return fault.message;
  if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE') {
    return `端口 ${port} 已被占用，请换一个：npm start -- --port ${port + 1}\nPort ${port} is taken; choose another: npm start -- --port ${port + 1}`;
  }
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

const say = (line = '') => process.stdout.write(`${line}\n`);

async function introduce(region: Region, division: string): Promise<void> {
  say(`接口地址 API      ${region.url}   （就绪：GET /health；契约：GET /openapi.json）`);
  say(`数据库、队列、文件 ${region.access.endpoint}   （AWS SDK，区域 ${region.access.region}，密钥 ${region.access.accessKeyId}）`);
  say();
  say('各角色的演示令牌（Authorization: Bearer …，有效十年）：');
  for (const person of demoPeople(division)) {
    say(`\n${person.name}  ${person.role}  ${person.division}  ${person.organisation}`);
    say(await region.token(person));
  }
  say();
}

async function show(region: Region): Promise<void> {
  const { demo } = await import('./demo.ts');
  try {
    say(`\n演示项目 ${region.url}${await demo(region.url)}\n`);
  } catch (fault) {
    say(`\n演示未通过：${fault instanceof Error ? fault.message : String(fault)}\n`);
  }
}

async function main(): Promise<void> {
  process.env.TZ = 'UTC';
  const wishes = wishesOf(process.argv.slice(2));
  let region: Region | undefined;
  let leaving = false;
  const leave = async (code: number) => {
    if (leaving) process.exit(code);
    leaving = true;
    await region?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0));
  const onLoss = (says: string) => {
    process.stderr.write(`引擎意外停止，本机区域已不可用。${says}\n`);
    void leave(1);
  };
  try {
    const begun = performance.now();
    region = await startRegion({ ...wishes, onLoss, level: process.env.LOG_LEVEL ?? 'error' });
    say(`\n预算绩效管理：本机区域已就绪（${((performance.now() - begun) / 1000).toFixed(1)} 秒）。按 Ctrl-C 停止。\n`);
    await introduce(region, wishes.division);
    if (wishes.demo) await show(region);
  } catch (fault) {
    process.stderr.write(`${sentence(fault, wishes.port)}\n`);
    await leave(1);
  }
}

try {
  await main();
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n${USAGE}\n`);
  process.exitCode = 1;
}
