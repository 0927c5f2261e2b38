/** Who has ruled. A new authority is a file beside these and a line here. */
import type { PolicyFile } from './policy.ts';

export const REGISTER: readonly PolicyFile[] = [];
