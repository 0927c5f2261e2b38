import { defineEvent } from './envelope.ts';
import { RowsAnswered } from './goals.rows-answered.v1.ts';

export const pilotsRowsAnswered = defineEvent('pilots.rows-answered.v1', RowsAnswered);
