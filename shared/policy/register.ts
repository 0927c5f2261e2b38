import { BINJIANG } from './binjiang.ts';
import { DONGLI } from './dongli.ts';
import { JINGHAI } from './jinghai.ts';
import { NINGXIA } from './ningxia.ts';
import type { PolicyFile } from './policy.ts';
import { SHIZHONG } from './shizhong.ts';

/** Who has ruled. A new authority, or a new edition of one, is a file beside these and a line here. */
export const REGISTER: readonly PolicyFile[] = [JINGHAI, DONGLI, SHIZHONG, BINJIANG, NINGXIA];
