import * as z from 'zod';

/** A project code (项目代码): 1–40 of `A-Z`, `0-9`, `-`. */
export const ProjectCode = z
  .string()
  .regex(/^[A-Z0-9-]{1,40}$/, '项目代码应为 1 至 40 位大写字母、数字或连字符')
  .meta({ description: '项目代码', examples: ['51000021R000000019951'] });
export type ProjectCode = z.output<typeof ProjectCode>;

/** The parts of a national project code. `year` has four digits; `class` is R 人员类, Y 公用经费, T 特定目标 in what is published. */
export type ProjectCodeParts = { division: string; year: number; class: string; serial: string };

/** Splits a national code of 21 characters: division 6, year 2, class 1, serial 12. Any other code has no parts. */
export function splitProjectCode(code: ProjectCode): ProjectCodeParts | undefined {
  const [, division, year, kind, serial] = /^([1-9]\d{5})(\d{2})([A-Z])(\d{12})$/.exec(code) ?? [];
  if (!division || !year || !kind || !serial) return undefined;
  return { division, year: 2000 + Number(year), class: kind, serial };
}
