'use client';

import { unstable_rethrow, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import type { ActionResult, Problem } from '@/app/_contract/problem';

interface Running<Input> {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly run: (input: Input) => void;
  readonly forget: () => void;
}

/**
 * Runs a server action from an event: busy while it lasts, its problem if it ends in one, the page fresh if it does not.
 * @param onProblem where there is no place on the page for the problem
 */
export function useAction<Input, Result>(
  action: (input: Input) => Promise<ActionResult<Result>>,
  onDone?: (value: Result) => void,
  onProblem?: (problem: Problem) => void,
): Running<Input> {
  const text = useTranslations('problems');
  const router = useRouter();
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = (input: Input) =>
    start(async () => {
      setProblem(null);
      const result = await action(input).catch((error: unknown): ActionResult<Result> => {
        unstable_rethrow(error);
        return { ok: false, problem: { code: 'unreachable', message: text('unreachable'), fields: [] } };
      });
      // An action that ends in a redirect answers nothing.
      if (!result) return;
      if (!result.ok) {
        setProblem(result.problem);
        onProblem?.(result.problem);
        return;
      }
      onDone?.(result.value);
      router.refresh();
    });
  return { busy, problem, run, forget: () => setProblem(null) };
}
