import { describe, expect, it } from 'vitest';
import { faultFields, openLog } from '../../../shared/io/log.ts';

function log(level: 'debug' | 'warn' = 'debug') {
  const lines: string[] = [];
  return {
    log: openLog({ function: 'goals', level, write: (line) => lines.push(line) }),
    read: () => lines.map((line) => JSON.parse(line)),
  };
}

describe('a log line', () => {
  it('is one JSON object with time, level, function, and the fields of its circle', () => {
    const { log: own, read } = log();
    own.with({ requestId: 'r-1' }).with({ route: 'putGoals' }).info('request served', { status: 201 });
    expect(read()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        level: 'info',
        function: 'goals',
        message: 'request served',
        requestId: 'r-1',
        route: 'putGoals',
        status: 201,
      },
    ]);
  });

  it('is not written below the level that is set', () => {
    const { log: own, read } = log('warn');
    own.debug('a');
    own.info('b');
    own.warn('c');
    own.error('d');
    expect(read().map(({ message }) => message)).toEqual(['c', 'd']);
  });

  it('stays one line, whatever it is told', () => {
    const { log: own, read } = log();
    own.warn('two\nlines', { says: 'a\n{"level":"info"}' });
    expect(read()).toMatchObject([{ message: 'two\nlines', level: 'warn' }]);
  });
});

describe('a fault in the log', () => {
  it('is its kind, its message and where it arose, none of them long', () => {
    const fields = faultFields(new RangeError('x'.repeat(1000)));
    expect(fields).toEqual({ fault: 'RangeError', says: 'x'.repeat(300), at: expect.stringMatching(/^at /) });
    expect(String(fields.at).length).toBeLessThanOrEqual(200);
  });

  it('may be anything that was thrown', () => {
    expect(faultFields('plain')).toEqual({ fault: 'plain' });
    expect(faultFields(undefined)).toEqual({ fault: 'undefined' });
  });
});
