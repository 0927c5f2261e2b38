import path from 'node:path';
import { type OutputChunk, type Plugin, rolldown } from 'rolldown';
import type { Door, ServiceName } from './services.ts';

const root = path.resolve(import.meta.dirname, '..');

/** One door's bundle, written nowhere. */
export async function bundle(service: ServiceName, door: Door): Promise<readonly OutputChunk[]> {
  const source = path.join(root, 'functions', service, 'index.ts');
  const code = `export { ${door} as handler } from ${JSON.stringify(source)};`;
  const build = await rolldown({
    input: ENTRY,
    cwd: root,
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    transform: { target: 'node24' },
    plugins: [entry(code), dispensing],
  });
  try {
    // CJS: on Node 24 an `import` of node:http costs 23 ms more than a `require` of it.
    const { output } = await build.generate({
      format: 'cjs',
      exports: 'named',
      minify: true,
      comments: false,
      dynamicImportInCjs: false,
      entryFileNames: 'index.cjs',
      chunkFileNames: '[name]-[hash].cjs',
    });
    return output.filter((file) => file.type === 'chunk');
  } finally {
    await build.close();
  }
}

const ENTRY = 'virtual:door';

function entry(code: string): Plugin {
  const filter = { id: /^virtual:door$/ };
  return { name: 'entry', resolveId: { filter, handler: () => ENTRY }, load: { filter, handler: () => code } };
}

/**
 * Modules that a function on Lambda never needs, and what stands in for them. Looking for credentials and regions in instance
 * metadata, SSO, STS and profiles alone is 135 KB and 8 to 17 ms of every cold start. `test/stacks` looks for remains.
 */
const DISPENSABLE: Readonly<Record<string, string>> = {
  '/@smithy/core/dist-es/submodules/config/shared-ini-file-loader/loadSharedConfigFiles.js':
    'export const CONFIG_PREFIX_SEPARATOR = "."; export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} });',
  '/@smithy/core/dist-es/submodules/config/config-resolver/regionConfig/getInstanceMetadataRegion.js':
    'export const getInstanceMetadataRegion = async () => undefined;',
  // With no logger to write to, it works out all the same what of each call may be logged: a twentieth of a write's CPU, a fifth of a list's.
  '/@aws-sdk/core/dist-es/submodules/client/middleware-logger/loggerMiddleware.js':
    'export const loggerMiddlewareOptions = {}; export const loggerMiddleware = () => (next) => next; export const getLoggerPlugin = () => ({ applyToStack: () => {} });',
  // Keeps what DynamoDB's endpoint discovery found, which stays off.
  '/@aws-sdk/endpoint-cache/dist-es/index.js': 'export class EndpointCache {}',
};

/** With filters, so that the bundler calls back for these few modules and not for all. */
const dispensing: Plugin = {
  name: 'dispensing',
  resolveId: {
    filter: { id: /^@aws-sdk\/credential-provider-node$/ },
    handler: () => path.join(import.meta.dirname, 'environment-credentials.ts'),
  },
  load: {
    filter: { id: Object.keys(DISPENSABLE).map((file) => `**${file}`) },
    handler: (id) => Object.entries(DISPENSABLE).find(([file]) => id.endsWith(file))?.[1] ?? null,
  },
  transform: { filter: { id: /\/zod\/v4\/classic\/schemas\.js$/ }, handler: withoutJsonSchema },
};

/** No function writes schemas (the contract is written when the project is built), but every zod schema drags the writer along. */
function withoutJsonSchema(code: string): string {
  return code
    .replaceAll(/^ *inst\._zod\.processJSONSchema = .*;$/gm, '')
    .replace(/^import (\{ create\w+, create\w+ \}) from "\.\.\/core\/to-json-schema\.js";$/m, 'const $1 = {};');
}
