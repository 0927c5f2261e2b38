/** What a government's performance management reaches, and who takes part in it. */
import type { Role } from '../values/actor.ts';
import type { BudgetBook, Ruled } from './policy.ts';

/** 政府投资基金、政府和社会资本合作、政府采购、政府购买服务、地方政府债务项目. */
export type Instrument = 'investmentFund' | 'ppp' | 'procurement' | 'servicePurchase' | 'debt';

/** Kinds of indicators that a document names; `of`: how many it says there are, where it names only some. */
export interface Categories {
  readonly of?: number;
  readonly names: readonly string[];
}

/** 第三方机构: what they may be asked for, how a piece of work is judged, what follows. */
export interface AgencyRules {
  readonly works: readonly string[];
  /** Marks of one piece of work; they sum to 100. */
  readonly quality: readonly { readonly name: string; readonly marks: number }[];
  /** 失信: below this many points no new work, for so many years. */
  readonly failing: number;
  readonly excludedYears: number;
  /** 回避: who served the unit within so many years doesn't judge it. */
  readonly recusalYears: number;
}

/**
 * 集中财力办大事: what carries `tag` serves one of `fields`, each a tag of its own, and is paid from one of `books`. No fields: this
 * government has no such catalogue, and the tag means nothing.
 */
export interface Priorities {
  readonly tag: string;
  readonly fields: readonly string[];
  readonly books: readonly BudgetBook[];
}

export interface CoverageRules {
  /** Managed by performance beside the budget books. */
  readonly instruments: Ruled<readonly Instrument[]>;
  /** 共性类 and 行业领域 of the indicator system. */
  readonly categories: Ruled<{ readonly common: Categories; readonly sectors: Categories }>;
  /** What is kept from publication, from the whole unit to a single field; who reviews that (保密审查). */
  readonly secrecy: Ruled<{ readonly levels: readonly ('unit' | 'project' | 'field')[]; readonly reviewedBy: readonly Role[] }>;
  readonly agencies: Ruled<AgencyRules>;
  readonly priorities: Ruled<Priorities>;
}

/** 部门绩效考核. */
export interface Appraisal {
  /** Departments are ranked within their series. */
  readonly series: readonly string[];
  /** Marks by stage of the loop; they sum to 100. */
  readonly scheme: readonly { readonly name: string; readonly marks: number }[];
  /** The most that is added (试点、标准被采用) or taken off (数据不实、被通报). */
  readonly bonus: number;
  readonly deduction: number;
  readonly reportsTo?: string;
  readonly consequences: readonly string[];
}
