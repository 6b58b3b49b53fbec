/** Id of the panel, which takes the focus of what leaves it. */
export const PANEL = 'comments-panel';
