import { createServer } from 'node:http';
import { listenLocally, portOf, shut } from '../../local/listening.ts';
import type { Region } from '../../local/region.ts';
import { whole } from '../../local/wire.ts';

/** What tests ask of the region itself, besides its API. */
const OFFERED = ['token', 'tables', 'deadLetters', 'whenIdle', 'faults', 'logs', 'send', 'queues', 'schedule', 'capacity'] as const;
type Offered = (typeof OFFERED)[number];

/** A region seen from another process of the test run: its API's address, and what `OFFERED` names. */
export type Window = { readonly url: string } & {
  readonly [Name in Offered]: (...given: Parameters<Region[Name]>) => Promise<Awaited<ReturnType<Region[Name]>>>;
};

/** Lets other processes of this test run look into the region. */
export async function openWindow(region: Region): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    const name = OFFERED.find((offered) => incoming.url === `/${offered}`);
    try {
      const given: unknown[] = JSON.parse((await whole(incoming)).toString());
      const found: unknown = name && (await Reflect.apply(region[name], region, given));
      outgoing.writeHead(200).end(JSON.stringify(found ?? null));
    } catch (fault) {
      outgoing.writeHead(500).end(JSON.stringify(String(fault)));
    }
  });
  await listenLocally(server);
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => shut(server) };
}

/** Looks through a window opened elsewhere. */
export function lookThrough({ url, window }: { readonly url: string; readonly window: string }): Window {
  const ask = async (name: Offered, given: readonly unknown[]) => {
    const response = await fetch(`${window}/${name}`, { method: 'POST', body: JSON.stringify(given) });
    const found = JSON.parse(await response.text());
    if (!response.ok) throw new Error(`${name}: ${found}`);
    return found;
  };
  return {
    url,
    token: (...given) => ask('token', given),
    tables: (...given) => ask('tables', given),
    deadLetters: (...given) => ask('deadLetters', given),
    whenIdle: (...given) => ask('whenIdle', given),
    faults: (...given) => ask('faults', given),
    logs: (...given) => ask('logs', given),
    send: (...given) => ask('send', given),
    queues: (...given) => ask('queues', given),
    schedule: (...given) => ask('schedule', given),
    capacity: (...given) => ask('capacity', given),
  };
}
