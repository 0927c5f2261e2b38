/** Six fields of an EventBridge cron: minutes, hours, day of month, month, day of week, year. In UTC. */
interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly monthDays: ReadonlySet<number> | 'last' | 'any';
  readonly months: ReadonlySet<number>;
  readonly weekDays: ReadonlySet<number> | 'any';
  readonly years: ReadonlySet<number> | 'any';
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const UNITS: Readonly<Record<string, number>> = { minute: MINUTE, hour: 60 * MINUTE, day: DAY };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEK = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** First occurrence of `rate(…)` or `cron(…)` after a moment, both in milliseconds since 1970; `undefined` when there is none within ten years. */
export function nextOccurrence(expression: string, after: number): number | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate) {
    const period = Number(rate[1]) * (UNITS[rate[2] ?? ''] ?? MINUTE);
    return Math.floor(after / period + 1) * period;
  }
  const cron = readCron(expression);
  for (let day = Math.floor(after / DAY) * DAY; day < after + 3660 * DAY; day += DAY) {
    if (!isDay(cron, new Date(day))) continue;
    for (const hour of sorted(cron.hours)) {
      for (const minute of sorted(cron.minutes)) {
        const at = day + hour * 60 * MINUTE + minute * MINUTE;
        if (at > after) return at;
      }
    }
  }
  return undefined;
}

const sorted = (numbers: ReadonlySet<number>) => [...numbers].toSorted((one, other) => one - other);

function isDay({ monthDays, months, weekDays, years }: Cron, date: Date): boolean {
  if (!months.has(date.getUTCMonth() + 1)) return false;
  if (years !== 'any' && !years.has(date.getUTCFullYear())) return false;
  if (weekDays !== 'any' && !weekDays.has(date.getUTCDay() + 1)) return false;
  if (monthDays === 'any') return true;
  return monthDays === 'last' ? new Date(date.getTime() + DAY).getUTCDate() === 1 : monthDays.has(date.getUTCDate());
}

function readCron(expression: string): Cron {
  const fields = /^cron\(([^)]+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  const [minutes, hours, monthDays, months, weekDays, years] = fields ?? [];
  if (!minutes || !hours || !monthDays || !months || !weekDays || !years) throw new Error(`not a schedule: ${expression}`);
  const any = (field: string) => field === '*' || field === '?';
  return {
    minutes: numbers(minutes, 0, 59),
    hours: numbers(hours, 0, 23),
    monthDays: any(monthDays) ? 'any' : monthDays === 'L' ? 'last' : numbers(monthDays, 1, 31),
    months: numbers(months, 1, 12, MONTHS),
    weekDays: any(weekDays) ? 'any' : numbers(weekDays, 1, 7, WEEK),
    years: any(years) ? 'any' : numbers(years, 1970, 2199),
  };
}

/** `5`, `1,15`, `MON-FRI`, `*`, `0/10` */
function numbers(field: string, least: number, most: number, names: readonly string[] = []): ReadonlySet<number> {
  const one = (text: string): number => {
    const named = names.indexOf(text.toUpperCase());
    const number = named >= 0 ? named + 1 : Number(text);
    if (!Number.isInteger(number) || number < least || number > most) throw new Error(`${text} in a cron isn't understood here`);
    return number;
  };
  return new Set(
    field.split(',').flatMap((part) => {
      const [range = '', step] = part.split('/');
      const [from, to] = range === '*' ? [least, most] : range.split('-').map(one);
      const end = to ?? (step ? most : from);
      return Array.from(
        { length: Math.floor(((end ?? most) - (from ?? least)) / Number(step ?? 1)) + 1 },
        (_, at) => (from ?? least) + at * Number(step ?? 1),
      );
    }),
  );
}
