import { Aws, type Stack } from 'aws-cdk-lib';
import type { Upstream } from './services.ts';

/** Where the stack above stands: here, or in another account or region of this partition. */
export interface UpstreamPlace {
  /** GB/T 2260, six digits. */
  readonly division: string;
  readonly account?: string;
  readonly region?: string;
}

/** Other stacks of the same system, known by nothing but their names. */
export interface Neighbours {
  /** GB/T 2260: whom this stack serves. */
  readonly division: string;
  readonly upstream: (Upstream & { readonly intakeArn: string }) | undefined;
  /** Accounts besides this one that may send here. */
  readonly peers: readonly string[];
}

interface Given {
  readonly division: string;
  readonly stage: string;
  readonly upstream: UpstreamPlace | undefined;
  readonly peers: readonly string[];
}

/** Reads `640000`, `640000@123456789012` or `640000@123456789012/cn-north-1`. */
export function upstreamPlace(text: string): UpstreamPlace {
  const [, division, account, region] = /^(\d{6})(?:@(\d{12})(?:\/([a-z0-9-]+))?)?$/.exec(text) ?? [];
  if (!division) throw new Error(`upstream: ${text} is no 640000[@ACCOUNT[/REGION]]`);
  return { division, ...(account ? { account } : {}), ...(region ? { region } : {}) };
}

/** Throws when a neighbour can't be one. */
export function neighboursOf(stack: Stack, { division, stage, upstream, peers }: Given): Neighbours {
  for (const account of [...peers, ...(upstream?.account === undefined ? [] : [upstream.account])])
    if (!/^\d{12}$/.test(account)) throw new Error(`account: twelve digits, not “${account}”`);
  if (!upstream) return { division, upstream: undefined, peers };
  if (!/^\d{6}$/.test(upstream.division)) throw new Error(`upstream: six digits of GB/T 2260 such as 640000, not “${upstream.division}”`);
  const { account = Aws.ACCOUNT_ID, region = stack.region } = upstream;
  if (region.startsWith('cn-') !== stack.region.startsWith('cn-'))
    throw new Error(`upstream: no role of ${stack.region} counts in ${region}`);
  const name = `bp-${upstream.division}-${stage}-exchange-intake.fifo`;
  return {
    division,
    upstream: {
      division: upstream.division,
      intakeUrl: `https://sqs.${region}.${Aws.URL_SUFFIX}/${account}/${name}`,
      intakeArn: stack.formatArn({ service: 'sqs', region, account, resource: name }),
      ...(upstream.region === undefined ? {} : { region }),
    },
    peers,
  };
}
