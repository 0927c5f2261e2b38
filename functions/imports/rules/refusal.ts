import { type Finding, finding } from '../../../shared/values/finding.ts';
import type { Refusal } from '../../../shared/workbook/scan.ts';
import { CONVENTION } from './articles.ts';

/**
 * IM-01 a workbook is an .xlsx without a password · IM-02 it declares no more than we unpack · IM-03 it does nothing by itself ·
 * IM-04 it is what its directory says · IM-05 its content lies within the rows and columns of a form.
 */
const RULES: Readonly<Record<Refusal, string>> = { type: 'IM-01', size: 'IM-02', active: 'IM-03', damaged: 'IM-04', extent: 'IM-05' };

/** Why a file isn't read at all. `at`: where the request names it. */
export function refusedFile(refusal: Refusal, at: string, says: string): Finding {
  return finding(RULES[refusal], at, says, CONVENTION);
}
