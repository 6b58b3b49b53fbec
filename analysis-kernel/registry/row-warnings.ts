/** Warnings about what a row stands for, shared by methods. */
import type { Warning } from '../results/result';

/** A robust variance of (start, stop] rows without clusters. */
export const ROBUST_BY_ROW: Warning = {
  code: 'robust_by_row',
  message: {
    en: 'The robust variance takes every row as a subject of its own. If subjects have several rows, name them by cluster.',
    zh: '稳健方差将每一行视为独立个体。若同一个体有多行，请用 cluster 指明。',
  },
};
