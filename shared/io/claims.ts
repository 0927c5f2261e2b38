import { canonical, digestOf } from '../../events/chain.ts';
import type { Vault } from './vault.ts';

/** A document that passes this size goes to the vault; the event keeps key and digest (claim check). */
const CLAIM_BYTES = 64 * 1024;

/** The data as its event carries them: themselves, or a claim to them in the vault's folder. */
export async function carried(
  data: unknown,
  folder: string,
  vault: Vault | undefined,
): Promise<{ data: unknown } | { dataref: string; datadigest: string }> {
  const text = canonical(data);
  const bytes = Buffer.byteLength(text);
  if (bytes <= CLAIM_BYTES) return { data };
  if (!vault) throw new Error(`event data of ${bytes} bytes, but the table has no vault`);
  const datadigest = digestOf(text);
  return { dataref: await vault.keep(folder, text, datadigest), datadigest };
}

/** Fetches data that went to the vault by claim check, and checks its digest; other events pass as they are. */
export async function claimed(raw: unknown, vault: Vault | undefined): Promise<unknown> {
  if (raw === null || typeof raw !== 'object' || !('dataref' in raw) || !('datadigest' in raw)) return raw;
  if (typeof raw.dataref !== 'string' || typeof raw.datadigest !== 'string' || !vault) return raw;
  const text = await vault.fetch(raw.dataref);
  if (text === undefined || digestOf(text) !== raw.datadigest) throw new Error(`the vault lost or changed ${raw.dataref}`);
  return { ...raw, data: JSON.parse(new TextDecoder().decode(text)) };
}
