import { fixed, mark, textTable, whole } from './text-table.ts';
import type { Throughput } from './throughput.ts';

/** The design's floor for the share of the engine's ceiling. */
const SHARE = 0.8;

export function ceilingTable({ ceilings }: Throughput): string {
  return textTable(
    ['plain SDK, one process', 'calls', 'per second', 'p50 ms', 'p99 ms', 'CPU ms/call'],
    ceilings.map(({ operation, requests, perSecond, p50Ms, p99Ms, cpuMs }) => [
      operation,
      whole(requests),
      whole(perSecond),
      fixed(p50Ms, 1),
      fixed(p99Ms, 1),
      fixed(cpuMs),
    ]),
  );
}

export function servedTable({ served }: Throughput): string {
  return textTable(
    ['over HTTP', 'requests', 'per second', 'p50 ms', 'p99 ms', 'share', 'of the engine in', '', 'share of its calls'],
    served.map(({ name, requests, perSecond, p50Ms, p99Ms, share, shareOfCalls, against }) => [
      name,
      whole(requests),
      whole(perSecond),
      fixed(p50Ms, 1),
      fixed(p99Ms, 1),
      fixed(share),
      against,
      mark(share < SHARE).replace('OVER', 'UNDER'),
      fixed(shareOfCalls),
    ]),
  );
}

export function cpuTable({ served }: Throughput): string {
  return textTable(
    ['function alone', 'CPU ms/request', "of it the SDK's", 'own', 'target', '', ' engine calls'],
    served.map(({ name, cpu, calls }) => [
      name,
      fixed(cpu.wholeMs),
      fixed(cpu.sdkMs),
      fixed(cpu.ownMs),
      fixed(cpu.targetMs, 1),
      mark(cpu.ownMs > cpu.targetMs),
      ` ${Object.entries(calls)
        .map(([operation, count]) => `${count} ${operation}`)
        .join(', ')}`,
    ]),
  );
}
