import { describe, expect, it } from 'vitest';
import { boardSvg, widthOf } from '../../../functions/pilots/board-svg.ts';
import { PROJECT } from './perfect.ts';
import { boardOf, ROWS } from './province.ts';

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
}

const SIZES: Readonly<Record<string, number>> = { title: 22, head: 14, name: 14, sign: 15, due: 12 };
const MIDDLE = new Set(['head', 'due', 'mid', 'sign']);

/** Every text of the picture with the room that it takes, by estimate: Chinese an em, the rest three fifths. */
function textsIn(svg: string): readonly Box[] {
  return [...svg.matchAll(/<text(?: class="(\w+)")? x="([\d.]+)" y="([\d.]+)"[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)<\/text>/g)].map(
    ([, kind = '', x = '', y = '', text = '']) => {
      const width = widthOf(text.replaceAll(/&\w+;/g, '字'), SIZES[kind] ?? 13);
      const left = Number(x) - (MIDDLE.has(kind) ? width / 2 : kind === 'end' ? width : 0);
      return { text, left, right: left + width, baseline: Number(y) };
    },
  );
}

function overlapping(texts: readonly Box[]): readonly string[] {
  return texts.flatMap((one, at) =>
    texts
      .slice(at + 1)
      .filter((other) => Math.abs(one.baseline - other.baseline) < 12 && one.left < other.right - 0.5 && other.left < one.right - 0.5)
      .map((other) => `${one.text} | ${other.text}`),
  );
}

const svg = boardSvg(boardOf());
const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);

describe('the picture of the board', () => {
  it('has a row for every county and a cell for every stage', () => {
    expect(ROWS).toHaveLength(27);
    expect([...svg.matchAll(/class="cell"/g)]).toHaveLength(27 * 5);
  });

  it('gives every cell its sign beside its colour, and says in words what it shows', () => {
    const cells = [
      ...svg.matchAll(
        /<g class="cell"[^>]*aria-label="([^"]+)"><title>([^<]+)<\/title><rect[^>]*fill="(#\w+)"\/><text class="sign"[^>]*>(.)<\/text>/g,
      ),
    ];
    expect(cells).toHaveLength(27 * 5);
    const signs: Readonly<Record<string, string>> = { 按期完成: '✓', 逾期完成: '△', 逾期未完成: '!', 部分项目完成: '…', 尚未到期: '○' };
    const colours = new Map<string, string>();
    for (const [, label = '', title, fill = '', sign = ''] of cells) {
      expect(title).toBe(label);
      const says = /：([^，]+)，/.exec(label)?.[1] ?? '';
      expect(signs[says], label).toBe(sign);
      expect(colours.get(fill) ?? sign).toBe(sign);
      colours.set(fill, sign);
    }
    expect(new Set(colours.values()).size).toBeGreaterThanOrEqual(4);
  });

  it('has a legend of every sign, a title, the day, and who is compared how', () => {
    const legend = /<g aria-label="图例">(.*?)<\/g>/s.exec(svg)?.[1] ?? '';
    for (const sign of ['✓', '△', '!', '…', '○']) expect(legend).toContain(`>${sign}</text>`);
    expect(svg).toMatch(/<title id="t">.+进度看板<\/title>/);
    expect(svg).toContain('截至2024-06-10');
    expect(svg).toContain('先比按期完成率');
  });

  it('lets no text touch another or leave the picture', () => {
    const texts = textsIn(svg);
    expect(texts.length).toBeGreaterThan(27 * 12);
    expect(overlapping(texts)).toEqual([]);
    for (const { text, left, right, baseline } of texts) {
      expect(left >= 0 && right <= width && baseline > 12 && baseline < height, text).toBe(true);
    }
  });

  it('stays legible with long names, more stages, large amounts and no county at all', () => {
    const board = boardOf();
    const long = '积石山保安族东乡族撒拉族自治县人民政府财政局';
    const stages = [...board.stages, { stage: 'extra', name: '一个名称特别长的自定义试点工作阶段', dueOn: '2024-06-30' }];
    const counties = board.counties.map((county) => ({ ...county, name: long, savings: '123456789012.00' }));
    const wide = boardSvg({ ...board, name: long.repeat(5), stages, counties });
    expect(overlapping(textsIn(wide))).toEqual([]);
    expect(boardSvg(boardOf([]))).toContain('还没有市、县（区）参加');
  });

  it('escapes what people write, and is XML', () => {
    const hostile = boardSvg({
      ...boardOf([{ ...ROWS[0], division: '640104', projects: [PROJECT] } as (typeof ROWS)[number]]),
      name: '<script>"&\u0001',
    });
    expect(hostile).not.toMatch(/<script|[^\P{Cc}\n]/u);
    expect(hostile).toContain('&lt;script&gt;&quot;&amp;');
    expect(hostile.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  });
});
