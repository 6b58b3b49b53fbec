import { expect, it, vi } from 'vitest';
import { onceEach } from '@/components/workbench/once-each';

it('works an answer out once for each object, also where it is undefined', () => {
  const workOut = vi.fn(({ value }: { readonly value?: number }) => value);
  const answerOf = onceEach(workOut);
  const [one, none] = [{ value: 1 }, {}];
  expect([answerOf(one), answerOf(none), answerOf(one), answerOf(none)]).toEqual([1, undefined, 1, undefined]);
  expect(answerOf({ value: 1 })).toBe(1);
  expect(workOut).toHaveBeenCalledTimes(3);
});
