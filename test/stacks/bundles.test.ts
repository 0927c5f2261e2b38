import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleFolder } from '../../stacks/bundle.ts';
import { bundle } from '../../stacks/door-bundle.ts';
import { bundleNames } from '../../stacks/services.ts';
import { type Resource, synthesise, type Template } from '../../stacks/synthesise.ts';
import { at } from './template-reading.ts';

const doors = bundleNames().map(({ service, door }) => ({ name: `${service}/${door}`, folder: bundleFolder(service, door) }));
const filesIn = (folder: string) => readdirSync(folder).map((name) => ({ name, code: readFileSync(path.join(folder, name), 'utf8') }));
const Started = z.object({ handler: z.string(), loaded: z.array(z.string()) });

let template: Template;
beforeAll(async () => {
  template = await synthesise('local');
}, 90_000);

/** The settings that the template gives to a bundle's function, as a region would have filled them in. */
function settingsOf(folder: string): Record<string, string> {
  const found = Object.values(template.Resources).find(({ Metadata: metadata }) => metadata?.['aws:asset:path'] === folder);
  const variables = at(found?.Properties, 'Environment/Variables');
  return Object.fromEntries(Object.entries(variables ?? {}).map(([name, value]) => [name, filled(value)]));
}

function filled(value: unknown): string {
  if (typeof value === 'string') return value;
  const parts = at(value, 'Fn::Join/1');
  if (Array.isArray(parts)) return parts.map(filled).join('');
  return `http://127.0.0.1:9/${at(value, 'Ref')}`;
}

/** Starts a bundle as Lambda does, with nothing but its settings, and says what it exports and which files it read for that. */
function start(folder: string): Promise<z.infer<typeof Started>> {
  const code = `const { parentPort } = require('node:worker_threads');
    const bundle = require(${JSON.stringify(path.join(folder, 'index.cjs'))});
    const loaded = Object.keys(require.cache).filter((file) => file.startsWith(${JSON.stringify(folder)}));
    parentPort.postMessage({ handler: typeof bundle.handler, loaded });`;
  const worker = new Worker(code, { eval: true, env: { ...settingsOf(folder), AWS_REGION: 'local' } });
  return new Promise<unknown>((resolve, reject) => worker.once('message', resolve).once('error', reject))
    .then((message) => Started.parse(message))
    .finally(() => worker.terminate());
}

describe.each(doors)('the bundle $name', ({ folder }) => {
  it('starts with the settings of the template and nothing else, and without S3 and the schema writer', async () => {
    const { handler, loaded } = await start(folder);
    expect(handler).toBe('function');
    const eager = loaded.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(eager).not.toMatch(/PutObjectRetention|CompleteMultipartUpload|draft-2020-12/);
  });

  it('looks for credentials in the environment only', () => {
    const remains = /169\.254\.169\.254|fd00:ec2|sso[_-]session|AssumeRoleWithWebIdentity|credential_process|\.aws\/config/;
    expect(filesIn(folder).filter(({ code }) => remains.test(code))).toEqual([]);
  });

  it('requires builtins and its own files, and imports nothing', () => {
    const allowed = /^(node:|\.\/)|^@aws-sdk\/signature-v4(-crt|a)$/;
    for (const { name, code } of filesIn(folder)) {
      const required = [...code.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, specifier = '']) => specifier);
      expect({ name, strange: required.filter((specifier) => !allowed.test(specifier)) }).toEqual({ name, strange: [] });
      // On Node 24 an import of a builtin costs 23 ms more than a require.
      expect({ name, imports: /\bimport\(|^import /m.test(code) }).toEqual({ name, imports: false });
    }
  });
});

describe('bundling', () => {
  it('makes the same bytes from the same sources', async () => {
    const [first, second] = await Promise.all([bundle('relay', 'stream'), bundle('relay', 'stream')]);
    const bytes = (chunks: typeof first) => chunks.map(({ fileName, code }) => [fileName, code]);
    expect(bytes(first)).toEqual(bytes(second));
  });

  it('leaves an asset where the template says that it is', () => {
    const functions = Object.values(template.Resources).filter((resource: Resource) => resource.Type === 'AWS::Lambda::Function');
    expect(functions.map(({ Metadata: metadata }) => metadata?.['aws:asset:path']).toSorted()).toEqual(
      doors.map(({ folder }) => folder).toSorted(),
    );
  });
});
