/** Opens what the shell holds from anywhere on the page. */
export const OPEN_PALETTE = 'coho:open-palette';
export const OPEN_SHORTCUTS = 'coho:open-shortcuts';

/** A command a place adds to the palette while it is on the screen. */
export interface Command {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** Other words it is found by. */
  readonly words?: string;
  /** Shown at the right, such as `Shift Enter`. */
  readonly keys?: string;
  /** Leads away from all that is here: it stands after everything else, so that nobody chooses it by opening the palette and pressing Enter. */
  readonly last?: boolean;
  readonly run: () => void;
}

/** Keys a place adds to the list of shortcuts while it is on the screen. */
export interface Shortcut {
  readonly keys: string;
  readonly label: string;
}
