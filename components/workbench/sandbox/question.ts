import type { CodeQuestion } from '@/analysis-kernel/cells/code/answer';

/** What the sandbox is asked: a cell, and the text of the machine-learning library where the cell names it. */
export interface SandboxQuestion {
  readonly question: CodeQuestion;
  readonly ml: string | null;
}
