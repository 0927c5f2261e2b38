import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { routes as assessment } from '../assessment/http.ts';
import { routes as delegation } from '../delegation/http.ts';
import { routes as evaluation } from '../evaluation/http.ts';
import { routes as exchange } from '../exchange/http.ts';
import { routes as goals } from '../goals/http.ts';
import { routes as imports } from '../imports/http.ts';
import { routes as monitoring } from '../monitoring/http.ts';
import { routes as pilots } from '../pilots/http.ts';
import { routes as policies } from '../policies/http.ts';
import { routes as projects } from '../projects/http.ts';
import { routes as rectification } from '../rectification/http.ts';
import { openApiDocument } from './document.ts';

/** Every function that has an HTTP door, in the order of the loop. */
export const FUNCTIONS = {
  projects,
  assessment,
  goals,
  monitoring,
  evaluation,
  rectification,
  delegation,
  imports,
  pilots,
  exchange,
  policies,
} as const;

/** The document as it should be now. */
export function currentDocument(): string {
  return `${JSON.stringify(openApiDocument(FUNCTIONS), null, 1)}\n`;
}

if (import.meta.main) {
  await writeFile(path.join(import.meta.dirname, 'openapi.json'), currentDocument());
}
