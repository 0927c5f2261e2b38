import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { routes as projects } from '../projects/http.ts';
import { openApiDocument } from './document.ts';

/** The document as it should be now. */
export function currentDocument(): string {
  return `${JSON.stringify(openApiDocument({ projects }), null, 1)}\n`;
}

if (import.meta.main) {
  await writeFile(path.join(import.meta.dirname, 'openapi.json'), currentDocument());
}
