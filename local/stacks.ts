import { REGISTER } from '../shared/policy/register.ts';
import { liesUnder } from '../shared/values/division.ts';
import { divisionFullName } from '../shared/values/division-register.ts';

/** One of the regions that are asked for side by side. */
export interface Stack {
  readonly division: string;
  /** Of its government, for people. */
  readonly name: string;
  /** Division of the first one asked for that this lies under. */
  readonly upstream: string | undefined;
}

/** Governments that have ruled, by the name of their file: 静海 is `jinghai`. */
const BY_NAME: ReadonlyMap<string, string> = new Map(REGISTER.map(({ id, division }) => [id.replace(/-\d+$/, ''), division]));

/** Reads `ningxia,640104,640323`. Throws what is wrong with it in a sentence for the person who wrote it. */
export function readStacks(list: string): readonly Stack[] {
  const divisions = list
    .split(',')
    .map((word) => word.trim())
    .map(divisionOf);
  const twice = divisions.find((division, at) => divisions.indexOf(division) !== at);
  if (twice) throw new Error(`--stacks 中 ${twice} 出现了两次，每个行政区划只能有一个本机区域`);
  return divisions.map((division) => ({
    division,
    name: divisionFullName(division) ?? division,
    upstream: divisions.find((other) => other !== division && liesUnder(division, other)),
  }));
}

function divisionOf(word: string): string {
  if (word === '') throw new Error('--stacks 中有空项，应为以逗号分隔的名称或六位行政区划代码，如 ningxia,640104,640323');
  const division = BY_NAME.get(word) ?? word;
  if (!/^\d{6}$/.test(division)) {
    throw new Error(`--stacks 不认识“${word}”：应为六位行政区划代码，或下列名称之一：${[...BY_NAME.keys()].join('、')}`);
  }
  return division;
}
