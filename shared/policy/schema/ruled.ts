/** What the schemas share: values with their article, and the shapes of lists. */
import * as z from 'zod';
import { Role } from '../../values/actor.ts';
import { Level1 } from '../../values/indicator.ts';

export const Says = z.string().trim().min(1);
export const Share = z.number().min(0).max(1);
export const Points = z.number().min(0).max(100);
export const Roles = z.array(Role).min(1);
export const LevelWeights = z.record(Level1, Points);

export const ruled = <T extends z.ZodType>(value: T) => z.strictObject({ value, basis: Says });

export const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
export const unique = (keys: readonly unknown[]) => new Set(keys).size === keys.length;
export const rising = (numbers: readonly number[]) => numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? number));
export const falling = (numbers: readonly number[]) => rising([...numbers].reverse());
export const within = (few: readonly unknown[], all: readonly unknown[]) => few.every((one) => all.includes(one));
