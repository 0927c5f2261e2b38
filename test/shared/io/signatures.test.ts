import { describe, expect, it } from 'vitest';
import type { Shelf } from '../../../shared/io/shelf.ts';
import { isSignedBy, openSigner, payloadOf } from '../../../shared/io/signatures.ts';
import type { Vault } from '../../../shared/io/vault.ts';

/** A vault and a shelf in memory; the first text at a place stays. */
function place(): { readonly vault: Vault; readonly shelf: Shelf; readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  const laid = new Map<string, string>();
  const unasked = () => Promise.reject(new Error('not asked'));
  return {
    kept,
    vault: {
      keep: async (folder, content, digest) => {
        kept.set(`${folder}/${digest}`, String(content));
        return `${folder}/${digest}`;
      },
      fetch: async (key) => {
        const found = kept.get(key);
        return found === undefined ? undefined : new TextEncoder().encode(found);
      },
      keyOf: (folder, digest) => `${folder}/${digest}`,
      slice: unasked,
      upload: unasked,
      inspect: unasked,
    },
    shelf: {
      lay: async (shelf, { place: at, text }) => {
        if (!laid.has(`${shelf}/${at}`)) laid.set(`${shelf}/${at}`, text);
      },
      take: async (shelf, prefix = '') => {
        const text = laid.get(`${shelf}/${prefix}`);
        return text === undefined ? [] : [{ place: prefix, text }];
      },
      pick: unasked,
    },
  };
}

const claims = { iss: '640104', says: '签名' };

describe('a signature between stacks', () => {
  it('is known by its public key, and carries what was signed', async () => {
    const signer = openSigner(place());
    const jws = await signer.sign(claims);
    const keys = await signer.publicKeys();
    expect(keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ES256', kid: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
    expect(await isSignedBy(jws, keys)).toBe(true);
    expect(JSON.parse(new TextDecoder().decode(payloadOf(jws)))).toEqual(claims);
  });

  it('is made alike by two who start at the same time, and by who comes later', async () => {
    const shared = place();
    const [one, two] = [openSigner(shared), openSigner(shared)];
    const [first, second] = await Promise.all([one.publicKeys(), two.publicKeys()]);
    expect(first).toEqual(second);
    expect(await openSigner(shared).publicKeys()).toEqual(first);
    expect(await isSignedBy(await two.sign(claims), first)).toBe(true);
    expect([...shared.kept.keys()].every((key) => key.startsWith('keys/'))).toBe(true);
  });

  it('of something long is short, and unpacks to no more than it may', async () => {
    const signer = openSigner(place());
    const long = { ...claims, says: '签名'.repeat(100_000) };
    const jws = await signer.sign(long);
    expect(jws.length).toBeLessThan(10_000);
    expect(await isSignedBy(jws, await signer.publicKeys())).toBe(true);
    expect(JSON.parse(new TextDecoder().decode(payloadOf(jws)))).toEqual(long);
    expect(payloadOf(await signer.sign({ ...claims, says: ' '.repeat(5_000_000) }))).toBeUndefined();
  });

  it('of somebody else, of nobody, or of other content is none', async () => {
    const signer = openSigner(place());
    const keys = await signer.publicKeys();
    const [head, payload, signature] = (await signer.sign(claims)).split('.');
    const changed = Buffer.from(JSON.stringify({ ...claims, iss: '640105' })).toString('base64url');
    expect(await isSignedBy(`${head}.${changed}.${signature}`, keys)).toBe(false);
    expect(await isSignedBy(await openSigner(place()).sign(claims), keys)).toBe(false);
    expect(await isSignedBy(`${head}.${payload}.${'A'.repeat(86)}`, keys)).toBe(false);
    expect(await isSignedBy(`${head}.${payload}.${signature}`, [])).toBe(false);
  });

  it.each([
    ['no text at all', ''],
    ['JSON', '{}'],
    ['two parts', 'a.b'],
    ['another algorithm', `${Buffer.from('{"alg":"none","typ":"bp+jws","kid":"x"}').toString('base64url')}.e30.${'A'.repeat(86)}`],
    ['a token of a person', `${Buffer.from('{"alg":"ES256","typ":"JWT","kid":"x"}').toString('base64url')}.e30.${'A'.repeat(86)}`],
    ['a header that is null', `${Buffer.from('null').toString('base64url')}.e30.${'A'.repeat(86)}`],
  ])('in %s is no message of ours', (_, text) => {
    expect(payloadOf(text)).toBeUndefined();
  });

  it('is asked for again when the vault failed once', async () => {
    const shared = place();
    let faulty = true;
    const vault = { ...shared.vault, fetch: (key: string) => (faulty ? Promise.reject(new Error('throttled')) : shared.vault.fetch(key)) };
    const signer = openSigner({ ...shared, vault });
    await expect(signer.publicKeys()).rejects.toThrow('throttled');
    faulty = false;
    expect(await signer.publicKeys()).toHaveLength(1);
  });
});
