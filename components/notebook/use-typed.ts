import { useEffect } from 'react';
import type { Typed } from '@/components/workbench/store/typed-fields';
import { useSelected } from '@/components/workbench/use-selected';
import { useWorkbench } from '@/components/workbench/workbench-context';

/** What is typed in a one-line field and not entered yet; null where nothing is. */
export function useTyped(field: string): Typed | null {
  const { typed } = useWorkbench().controller.store;
  return useSelected(typed, () => typed.of(field));
}

/**
 * Enters what a window that is gone left in a field, as leaving the field does.
 * @param ready whether it can be entered as it stands
 */
export function useEnterLeft(field: string, ready: boolean, enter: () => void): void {
  const { typed } = useWorkbench().controller.store;
  const isLeft = useSelected(typed, () => typed.isLeft(field));
  // biome-ignore lint/correctness/useExhaustiveDependencies: entered once, as soon as it can be
  useEffect(() => {
    if (isLeft && ready) enter();
  }, [isLeft, ready]);
}
