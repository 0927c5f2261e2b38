import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Actor, Role } from '../../../shared/values/actor.ts';
import { Instant, PlainDate } from '../../../shared/values/calendar.ts';
import { Division } from '../../../shared/values/division.ts';
import { Finding } from '../../../shared/values/finding.ts';
import { FiscalYear, FiscalYearParam } from '../../../shared/values/fiscal-year.ts';
import { Grade } from '../../../shared/values/grade.ts';
import { Level1, Level2, Operator } from '../../../shared/values/indicator.ts';
import { Cents, Money } from '../../../shared/values/money.ts';
import { Period } from '../../../shared/values/period.ts';
import { ProjectCode } from '../../../shared/values/project-code.ts';
import { Rate } from '../../../shared/values/rate.ts';
import { Score, Weight } from '../../../shared/values/score.ts';

const schemas = {
  Actor,
  Role,
  Instant,
  PlainDate,
  Division,
  Finding,
  FiscalYear,
  FiscalYearParam,
  Grade,
  Level1,
  Level2,
  Operator,
  Cents,
  Money,
  Period,
  ProjectCode,
  Rate,
  Score,
  Weight,
};

describe('values in the contract', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`${name} converts to a JSON Schema of its input that stands alone`, () => {
      const json = z.toJSONSchema(schema, { io: 'input' });
      expect(json.type).toMatch(/^(?:string|number|integer|object)$/);
      expect(JSON.stringify(json)).not.toContain('$ref');
    });
  }
});
