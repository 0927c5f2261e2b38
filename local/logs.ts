/** One line that a function wrote, or the region about it. */
export interface LogLine {
  readonly function: string;
  readonly line: string;
}

const ORDER = ['debug', 'info', 'warn', 'error'];
const KEPT = 2000;

/** The last lines of all functions. Those at or above `level` are also shown; lines without a level (a crash, a stray print) always. */
export class Logs {
  private readonly kept: LogLine[] = [];
  private readonly show: ((line: string) => void) | undefined;
  private readonly level: number;

  constructor(options: { readonly level?: string; readonly show?: (line: string) => void } = {}) {
    this.show = options.show;
    this.level = Math.max(0, ORDER.indexOf(options.level ?? 'warn'));
  }

  add(name: string, line: string): void {
    if (line.trim() === '') return;
    this.kept.push({ function: name, line });
    if (this.kept.length > KEPT) this.kept.splice(0, KEPT / 2);
    if (this.show && levelOf(line) >= this.level) this.show(`${name} ${line}`);
  }

  lines(name?: string): readonly LogLine[] {
    return name === undefined ? [...this.kept] : this.kept.filter((line) => line.function === name);
  }
}

function levelOf(line: string): number {
  const level = /"level":"(\w+)"/.exec(line)?.[1];
  return level === undefined ? ORDER.length : ORDER.indexOf(level);
}
