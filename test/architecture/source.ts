import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** A source file by its path from the project's root. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  /** Path from the root for a relative import, else the package or builtin as written. */
  readonly from: string;
  /** Gone at run time. */
  readonly typeOnly: boolean;
  readonly reExport: boolean;
  /** `import * as z` has none. */
  readonly names: readonly string[];
}

export interface Facts {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Things that a source does, e.g. `await`, `throw`, `process.env`, `new Date()`, `vi.mock`. */
  readonly does: ReadonlySet<string>;
}

const FOLDERS = ['events', 'functions', 'shared', 'stacks', 'local', 'test'];

/** Every TypeScript source of the project. */
export function projectSources(root: string): readonly Source[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(folder, file)),
  );
  const atRoot = readdirSync(root, { encoding: 'utf8' });
  return [...inFolders, ...atRoot]
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

type Node = { readonly type: string; readonly [key: string]: unknown };

const isNode = (value: unknown): value is Node =>
  value !== null && typeof value === 'object' && 'type' in value && typeof value.type === 'string';

export function factsOf(source: Source): Facts {
  const imports: Import[] = [];
  const does = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    if (!isNode(value)) return;
    const found = importOf(value, source.path);
    if (found) imports.push(found);
    const deed = deedOf(value);
    if (deed) does.add(deed);
    for (const [key, child] of Object.entries(value)) if (key !== 'type') visit(child);
  };
  visit(parseAst(source.text, { lang: 'ts' }, source.path).body);
  return { path: source.path, lines: source.text.trimEnd().split('\n').length, imports, does };
}

/** Every call's name, first text and texts in its other arguments, e.g. of `it.each([['AS-01', …]])('%s …', …)`. */
export interface Call {
  readonly name: string;
  readonly text: string;
  readonly rows: readonly string[];
}

export function callsOf(source: Source): readonly Call[] {
  const calls: Call[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each);
    if (!isNode(value)) return;
    if (value.type === 'CallExpression' && !isTable(value.callee)) {
      const text = textsOf(Array.isArray(value.arguments) ? value.arguments[0] : undefined)[0];
      if (text !== undefined) calls.push({ name: nameOf(value.callee), text, rows: textsOf(argumentsOf(value.callee)) });
    }
    for (const [key, child] of Object.entries(value)) if (key !== 'type') visit(child);
  };
  visit(parseAst(source.text, { lang: 'ts' }, source.path).body);
  return calls;
}

/** `it.each([…])` by itself: the call of what it answers is the one that has a name. */
const isTable = (callee: unknown) => isNode(callee) && callee.type === 'MemberExpression' && nameOf(callee.property) === 'each';

function argumentsOf(callee: unknown): unknown {
  return isNode(callee) && callee.type === 'CallExpression' ? callee.arguments : undefined;
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isNode(value)) return [];
  if (value.type === 'Literal') return typeof value.value === 'string' ? [value.value] : [];
  if (value.type === 'TemplateElement') return isRaw(value.value) ? [value.value.raw] : [];
  return Object.entries(value).flatMap(([key, child]) => (key === 'type' ? [] : textsOf(child)));
}

const isRaw = (value: unknown): value is { raw: string } =>
  value !== null && typeof value === 'object' && 'raw' in value && typeof value.raw === 'string';

/** `it`, `it.each`, `process.env`: a dotted name, calls between left out. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'CallExpression') return nameOf(node.callee);
  if (node.type === 'MemberExpression') return `${nameOf(node.object)}.${nameOf(node.property)}`;
  return '';
}

function importOf(node: Node, importer: string): Import | undefined {
  const specifier = isNode(node.source) && typeof node.source.value === 'string' ? node.source.value : undefined;
  if (specifier === undefined) return undefined;
  const from = specifier.startsWith('.') ? path.posix.join(path.posix.dirname(importer), specifier) : specifier;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  const kind = node.importKind ?? node.exportKind;
  const typeOnly =
    kind === 'type' || node.type === 'TSImportType' || (specifiers.length > 0 && specifiers.every((each) => each.importKind === 'type'));
  const names = specifiers.filter((each) => each.type === 'ImportSpecifier').map((each) => nameOf(each.imported));
  return { from, typeOnly, reExport: node.type.startsWith('Export'), names };
}

function deedOf(node: Node): string | undefined {
  switch (node.type) {
    case 'AwaitExpression':
      return 'await';
    case 'ThrowStatement':
      return 'throw';
    case 'NewExpression':
      return nameOf(node.callee) === 'Date' && Array.isArray(node.arguments) && node.arguments.length === 0 ? 'new Date()' : undefined;
    case 'MemberExpression':
      return nameOf(node);
    default:
      return undefined;
  }
}
