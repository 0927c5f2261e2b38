import { shortGreeting } from './greeting.ts';
import type { LaunchOptions } from './launch.ts';
import { register } from './peers.ts';
import { openPortal } from './portal.ts';
import { type Neighbourhood, startRegions } from './region.ts';
import type { Stack } from './stacks.ts';

/** Stands the stacks up side by side, at consecutive ports from `port` on (0 = any), each told of the one above it. */
export function startStacks(stacks: readonly Stack[], port: number, options: LaunchOptions): Promise<Neighbourhood> {
  const sites = stacks.map(({ division, upstream }, at) => ({
    division,
    port: port === 0 ? 0 : port + at,
    ...(upstream ? { upstream: { division: upstream } } : {}),
  }));
  return startRegions(sites, options);
}

type Say = (line: string) => void;

/** Says where each is and who may be played there, and makes each known to the one above. */
export async function introduceStacks(neighbourhood: Neighbourhood, stacks: readonly Stack[], say: Say): Promise<void> {
  for (const stack of stacks) say(await shortGreeting(neighbourhood.of(stack.division), stack));
  say('其他角色的令牌：POST /local/tokens {"division","organisation","roles"}；任一区域发出的令牌各区域都认（有效十年）。\n');
  const open = async ({ division, name }: Stack) => {
    const portal = await openPortal(neighbourhood.of(division).url, division, { 'finance-performance': 'F02' });
    return { portal, division, name };
  };
  for (const [county, above] of pairs(stacks)) say(await register(await open(county), await open(above)));
}

/** The pilot that the first upstream begins with those under it; nothing when nobody lies under anybody. */
export async function showPilot(neighbourhood: Neighbourhood, stacks: readonly Stack[], say: Say): Promise<void> {
  const all = pairs(stacks);
  const upstream = all[0]?.[1];
  if (!upstream) return;
  const told = ({ division, name }: Stack) => ({ division, name, url: neighbourhood.of(division).url });
  const { pilotDemo } = await import('./pilot-demo.ts');
  await pilotDemo(
    told(upstream),
    all.flatMap(([county, above]) => (above === upstream ? [told(county)] : [])),
    say,
  );
}

/** Each stack with the one above it. */
function pairs(stacks: readonly Stack[]): readonly (readonly [Stack, Stack])[] {
  return stacks.flatMap((stack) => {
    const above = stacks.find(({ division }) => division === stack.upstream);
    return above ? [[stack, above] as const] : [];
  });
}
