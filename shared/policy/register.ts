import { BINJIANG } from './binjiang.ts';
import { DONGLI } from './dongli.ts';
import { JINGHAI } from './jinghai.ts';
import { NINGXIA } from './ningxia.ts';
import type { PolicyFile } from './policy.ts';
import { SHIZHONG } from './shizhong.ts';

/** Who has ruled. A new authority, or a new edition of one, is a file beside these and a line here. */
export const REGISTER: readonly PolicyFile[] = [JINGHAI, DONGLI, SHIZHONG, BINJIANG, NINGXIA];

/**
 * Files as they stood before an amendment that holds for years in which they had been applied. They rule nothing any more, but what was
 * decided by them is computed again by them (`…/recompute`). A former national value is a file of division `000000`.
 */
export const FORMER: readonly PolicyFile[] = [];
