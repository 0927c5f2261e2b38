import { parseArgs } from 'node:util';
import { greeting } from './greeting.ts';
import { MissingJava } from './jvm.ts';
import { type Neighbourhood, type Region, startRegion } from './region.ts';
import { readStacks, type Stack } from './stacks.ts';
import { introduceStacks, showPilot, startStacks } from './start-stacks.ts';

const USAGE = `npm start -- [--port 8787] [--no-demo] [--direct] [--division 640104 | --stacks ningxia,640104,640323]
--port      端口，默认 8787；也可用环境变量 PORT
--no-demo   启动后不运行演示
--direct    各函数直连引擎，不经过权限检查与计量（测速用）
--division  行政区划代码，默认 640104
--stacks    并排启动多个区域，端口依次加一；写政策名称或六位行政区划代码，区域间以队列通信，列在最前的上级接收其下各级的消息`;

interface Wishes {
  readonly port: number;
  readonly demo: boolean;
  readonly direct: boolean;
  readonly division: string;
  readonly stacks: readonly Stack[] | undefined;
}

function wishesOf(args: readonly string[]): Wishes {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      'no-demo': { type: 'boolean', default: false },
      direct: { type: 'boolean', default: false },
      division: { type: 'string' },
      stacks: { type: 'string' },
    },
  });
  const { division = '640104' } = values;
  const stacks = values.stacks === undefined ? undefined : readStacks(values.stacks);
  const highest = 65_535 - (stacks ? stacks.length - 1 : 0);
  const port = Number(values.port ?? process.env.PORT ?? 8787);
  if (!Number.isInteger(port) || port < 0 || port > highest)
    throw new Error(`端口应为 0 至 ${highest} 的整数，而不是“${values.port ?? process.env.PORT}”`);
  if (stacks && values.division) throw new Error('--division 与 --stacks 只能用一个');
  if (!/^\d{6}$/.test(division)) throw new Error(`行政区划代码应为六位数字，而不是“${division}”`);
  return { port, demo: !values['no-demo'], direct: values.direct, division, stacks };
}

/** What went wrong, in a sentence for the person at this machine. */
function sentence(fault: unknown): string {
  if (fault instanceof MissingJava) return fault.message;
  if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE' && 'port' in fault) {
    const other = Number(fault.port) + 1;
    return `端口 ${fault.port} 已被占用，请换一个：npm start -- --port ${other}\nPort ${fault.port} is taken; choose another: npm start -- --port ${other}`;
  }
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

const say = (line = '') => process.stdout.write(`${line}\n`);

async function show(demo: () => Promise<unknown>): Promise<void> {
  try {
    await demo();
  } catch (fault) {
    say(`\n演示未通过：${fault instanceof Error ? fault.message : String(fault)}\n`);
  }
}

async function introduce(region: Region, demo: boolean): Promise<void> {
  say(await greeting(region));
  const walk = async () => {
    const { demo: loop } = await import('./demo.ts');
    say(`\n演示项目 ${region.url}${await loop(region.url)}\n`);
  };
  if (demo) await show(walk);
}

async function main(): Promise<void> {
  process.env.TZ = 'UTC';
  const { port, demo, direct, division, stacks } = wishesOf(process.argv.slice(2));
  let started: Region | Neighbourhood | undefined;
  let leaving = false;
  const leave = async (code: number) => {
    if (leaving) process.exit(code);
    leaving = true;
    await started?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave(0));
  const onLoss = (says: string) => {
    process.stderr.write(`引擎意外停止，本机区域已不可用。${says}\n`);
    void leave(1);
  };
  const options = { direct, onLoss, level: process.env.LOG_LEVEL ?? 'error' };
  const begun = performance.now();
  const ready = () => {
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    say(`\n预算绩效管理：${stacks ? `${stacks.length} 个` : ''}本机区域已就绪（${seconds} 秒）。按 Ctrl-C 停止。\n`);
  };
  try {
    if (stacks) {
      const neighbourhood = await startStacks(stacks, port, options);
      started = neighbourhood;
      ready();
      await introduceStacks(neighbourhood, stacks, say);
      if (demo) await show(() => showPilot(neighbourhood, stacks, say));
    } else {
      const region = await startRegion({ ...options, port, division });
      started = region;
      ready();
      await introduce(region, demo);
    }
  } catch (fault) {
    process.stderr.write(`${sentence(fault)}\n`);
    await leave(1);
  }
}

try {
  await main();
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n${USAGE}\n`);
  process.exitCode = 1;
}
