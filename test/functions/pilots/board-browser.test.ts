import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { boardSvg } from '../../../functions/pilots/board-svg.ts';
import { boardOf } from './province.ts';

const CHROMIUM = '/usr/bin/chromium';
const QUIET =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

/** Runs in the page: every text where the browser really put it, and what lies over another or beyond the picture. */
const LOOK = `
  const svg = document.querySelector('svg').getBoundingClientRect();
  const texts = [...document.querySelectorAll('text')].map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return { says: text.lastChild.textContent, left, right, top, bottom, cell: text.parentElement.querySelector(':scope > rect') };
  });
  const apart = (one, other) => one.right <= other.left + 0.5 || other.right <= one.left + 0.5 || one.bottom <= other.top + 3 || other.bottom <= one.top + 3;
  const faults = [];
  texts.forEach((one, at) => {
    if (one.right - one.left < 1) faults.push(one.says + ' is not drawn');
    if (one.left < svg.left || one.right > svg.right || one.bottom > svg.bottom) faults.push(one.says + ' lies beyond the picture');
    for (const other of texts.slice(at + 1)) if (!apart(one, other)) faults.push(one.says + ' lies over ' + other.says);
    if (one.cell && one.cell.parentElement.classList.contains('cell')) {
      const box = one.cell.getBoundingClientRect();
      if (one.left < box.left - 0.5 || one.right > box.right + 0.5) faults.push(one.says + ' leaves its cell');
    }
  });
  document.body.textContent = JSON.stringify({ texts: texts.length, faults });`;

async function looked(svg: string): Promise<{ readonly texts: number; readonly faults: readonly string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'board-'));
  try {
    const page = path.join(folder, 'board.html');
    await writeFile(page, `<!doctype html><meta charset="utf-8"><body style="margin:0">${svg}<script>${LOOK}</script>`);
    const args = [...QUIET.split(' '), `--user-data-dir=${folder}/profile`, '--dump-dom', `file://${page}`];
    const { stdout } = await promisify(execFile)(CHROMIUM, args, { timeout: 60_000 });
    return JSON.parse(/\{.*\}/.exec(stdout)?.[0] ?? '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// Where no browser is installed the geometry by estimate (board-svg.test.ts) has to do; CI installs one.
describe.skipIf(!existsSync(CHROMIUM))('the picture of the board in a browser', () => {
  it('draws every text, none over another, none out of its cell', async () => {
    const { texts, faults } = await looked(boardSvg(boardOf()));
    expect(texts).toBeGreaterThan(27 * 8);
    expect(faults).toEqual([]);
  });

  it('and a text that does lie over another is found', async () => {
    const spoilt = boardSvg(boardOf()).replace('</svg>', '<text x="30" y="44">压在标题上</text></svg>');
    expect((await looked(spoilt)).faults).not.toEqual([]);
  });
});
