/** The cell in focus and whether it is being typed in. */
export interface Focus {
  readonly id: string | null;
  readonly editing: boolean;
}

/** Where the person is in the notebook. */
export class FocusStore {
  private state: Focus = { id: null, editing: false };
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): Focus => this.state;

  readonly set = (id: string | null, editing = false): void => {
    if (this.state.id === id && this.state.editing === editing) return;
    this.state = { id, editing };
    for (const listener of this.listeners) listener();
  };
}
