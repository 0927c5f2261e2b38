/** What a government lays down for the paper of an ex-ante assessment: its score sheets and its list of materials. */
import type { DimensionKey, Subject } from './policy.ts';

/** 三级指标 of a score sheet; its key is unique on the sheet. */
export interface Leaf {
  readonly key: string;
  readonly name: string;
  readonly fullMarks: number;
}

export interface SheetDimension {
  readonly key: DimensionKey;
  /** What this sheet calls the dimension; left out: its own name. */
  readonly name?: string;
  /** Their full marks sum to the dimension's. */
  readonly leaves: readonly Leaf[];
}

/** 政策和项目使用不同的评分指标体系. */
export interface ScoreSheet {
  readonly name: string;
  readonly subjects: readonly Subject[];
  readonly dimensions: readonly SheetDimension[];
}

export interface Material {
  readonly kind: string;
  readonly name: string;
  readonly required: boolean;
  /** Whose checklist it stands on; left out: everybody's. */
  readonly subjects?: readonly Subject[];
}
