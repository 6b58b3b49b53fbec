'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { ActionResult } from '@/app/_contract/problem';

export interface Asked<Value> {
  /** Null until it is there. */
  readonly value: Value | null;
  /** Why it is not there. */
  readonly problem: string | null;
  readonly again: () => void;
}

/** What the server answers, asked anew whenever it is of something else. */
export function useAsked<Value>(of: string, ask: () => Promise<ActionResult<Value>>): Asked<Value> {
  const text = useTranslations('problems');
  const [answer, setAnswer] = useState<{ readonly of: string; readonly value: Value | null; readonly problem: string | null } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const asking = useEffectEvent(async () => {
    const result = await ask().catch(() => null);
    if (result === null) return { value: null, problem: text('unreachable') };
    return result.ok ? { value: result.value, problem: null } : { value: null, problem: result.problem.message };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    let late = false;
    void asking().then((found) => {
      if (!late) setAnswer({ of, ...found });
    });
    return () => {
      late = true;
    };
  }, [of, attempt]);
  const again = useCallback(() => {
    setAnswer(null);
    setAttempt((times) => times + 1);
  }, []);
  const current = answer?.of === of ? answer : null;
  return { value: current?.value ?? null, problem: current?.problem ?? null, again };
}
