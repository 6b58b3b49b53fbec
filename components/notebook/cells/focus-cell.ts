/** Puts the keyboard's focus on a cell's name, to be typed anew. */
export function focusCellName(id: string): void {
  const field = document.getElementById(`cell-${id}`)?.querySelector<HTMLInputElement>('[data-cell-name]');
  field?.focus();
  field?.select();
}

/** Puts the keyboard's focus on a cell itself: where it returns when one leaves the cell's editor, form or name. */
export function focusCell(id: string): void {
  document.getElementById(`cell-${id}`)?.focus({ preventScroll: true });
}
