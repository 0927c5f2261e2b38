import { defineEvent } from './envelope.ts';
import { RowsAnswered } from './goals.rows-answered.v1.ts';

/** What became of the rows of one chunk of an import. */
export const evaluationRowsAnswered = defineEvent('evaluation.rows-answered.v1', RowsAnswered);
