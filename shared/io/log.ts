export type Level = 'debug' | 'info' | 'warn' | 'error';

/** What a line may carry: ids, counts, codes, durations. Never names, texts or amounts of people. */
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /** The same log with more fields on every line. */
  with(fields: Fields): Log;
}

const order: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 };

/** One JSON line per entry on standard output, the form that CloudWatch Logs indexes. */
export function openLog(options: { readonly function: string; readonly level: Level; readonly write?: (line: string) => void }): Log {
  const write = options.write ?? ((line: string) => process.stdout.write(`${line}\n`));
  const at = (base: Fields): Log => {
    const line = (level: Level) => (message: string, fields?: Fields) => {
      if (order[level] < order[options.level]) return;
      write(JSON.stringify({ time: new Date().toISOString(), level, function: options.function, message, ...base, ...fields }));
    };
    return {
      debug: line('debug'),
      info: line('info'),
      warn: line('warn'),
      error: line('error'),
      with: (fields) => at({ ...base, ...fields }),
    };
  };
  return at({});
}

/** A fault as log fields: its kind and message, the stack's first own line; nothing of the data that it met. */
export function faultFields(fault: unknown): Fields {
  if (!(fault instanceof Error)) return { fault: String(fault).slice(0, 200) };
  return { fault: fault.name, says: fault.message.slice(0, 300), at: fault.stack?.split('\n')[1]?.trim().slice(0, 200) };
}
