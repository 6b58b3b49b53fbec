/** Puts the keyboard's focus on a cell itself: where it returns when one leaves the cell's editor, form or name. */
export function focusCell(id: string): void {
  document.getElementById(`cell-${id}`)?.focus({ preventScroll: true });
}
