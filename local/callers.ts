import type { Lambda } from './blueprint.ts';

/** Who makes a call to an engine: the access key in it names one worker, and so the function and its role. */
export interface Caller {
  readonly lambda: Lambda;
  /** Ends the worker now, in the middle of whatever it does. */
  crash(): void;
}

/**
 * Access keys of one region, which no neighbour's proxy knows. A key stays known after its worker is gone: addresses signed with it are still
 * good.
 */
export class Callers {
  private readonly known = new Map<string, Caller>();
  private readonly division: string;

  constructor(division: string) {
    this.division = division;
  }

  /** The new caller's key. DynamoDB Local takes letters and digits only. */
  register(caller: Caller): string {
    const key = `LOCAL${this.division}${String(this.known.size + 1).padStart(5, '0')}`;
    this.known.set(key, caller);
    return key;
  }

  of(accessKey: string): Caller | undefined {
    return this.known.get(accessKey);
  }
}
