'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { ActionResult, Problem } from '@/app/_contract/problem';

/**
 * Sends a form of the workbench: busy while it lasts, its problem if it ends in one. The page is not read again.
 * @param say where there is no place on the page for the problem
 */
export function useSending(say?: (problem: string) => void) {
  const text = useTranslations('problems');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = useCallback(
    async <Value>(ask: () => Promise<ActionResult<Value>>, onDone: (value: Value) => void): Promise<void> => {
      setBusy(true);
      setProblem(null);
      const result = await ask().catch(
        (): ActionResult<Value> => ({ ok: false, problem: { code: 'unreachable', message: text('unreachable'), fields: [] } }),
      );
      setBusy(false);
      if (result.ok) return onDone(result.value);
      setProblem(result.problem);
      say?.(result.problem.message);
    },
    [text, say],
  );
  return { busy, problem, send };
}
