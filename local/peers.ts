import type { Portal } from './portal.ts';

const KINDS = ['events', 'submissions', 'readings'];

/**
 * Makes a county known to the government above, as two operators would: its public keys are read from the one and registered with the other.
 * Answers what became of it in a sentence for people; throws nothing for a region that has no such door.
 */
export async function register(
  county: { readonly portal: Portal; readonly division: string; readonly name: string },
  upstream: { readonly portal: Portal; readonly name: string },
): Promise<string> {
  const published = await county.portal.get('finance-performance', '/exchange/keys');
  if (published.status !== 200) return `${county.name} 未公布签名公钥（${published.status}），${upstream.name} 暂不接收其消息`;
  const { status, body } = await upstream.portal.put('finance-performance', `/exchange/peers/${county.division}`, {
    name: county.name,
    kinds: KINDS,
    keys: published.body.keys,
  });
  return status < 300
    ? `${county.name} 的签名公钥已在 ${upstream.name} 登记`
    : `${upstream.name} 未登记 ${county.name} 的签名公钥（${status}）：${body.detail ?? ''}`;
}
