// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useSelected } from '@/components/workbench/use-selected';

afterEach(cleanup);

it('compares a part that has changed once, and one that is the very same never', () => {
  let whole = { part: { value: 1 }, other: 0 };
  const hearers = new Set<() => void>();
  const source = {
    subscribe: (hear: () => void) => {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    snapshot: () => whole,
  };
  const change = (next: Partial<typeof whole>) =>
    act(() => {
      whole = { ...whole, ...next };
      for (const hear of hearers) hear();
    });
  const same = vi.fn((a: { value: number }, b: { value: number }) => a.value === b.value);
  const { result } = renderHook(() => useSelected(source, ({ part }) => part, same));
  const first = result.current;
  const equal = { value: 1 };
  change({ part: equal });
  expect(same.mock.calls).toEqual([[first, equal]]);
  for (let other = 1; other < 5; other += 1) change({ other });
  expect(same).toHaveBeenCalledTimes(1);
  expect(result.current).toBe(first);
  change({ part: { value: 2 } });
  expect(result.current).toEqual({ value: 2 });
});
