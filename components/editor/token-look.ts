interface TokenLook {
  /** A token's type, or the beginning of it up to a dot. */
  readonly token: string;
  /** The colour of our tokens that it takes. */
  readonly colour: string;
  readonly className: string;
  readonly bold?: boolean;
}

/** Colours of source text, from the interface's own tokens; the longest beginning that fits a token's type decides. */
export const tokenLooks: readonly TokenLook[] = [
  { token: 'keyword.clause', colour: '--accent-strong', className: 'text-accent-strong font-bold', bold: true },
  { token: 'keyword', colour: '--accent', className: 'text-accent' },
  { token: 'operators', colour: '--ink-soft', className: 'text-ink-soft' },
  { token: 'operator', colour: '--ink-soft', className: 'text-ink-soft' },
  { token: 'delimiter', colour: '--ink-soft', className: 'text-ink-soft' },
  { token: 'predefined', colour: '--suppressed', className: 'text-suppressed' },
  { token: 'type.identifier', colour: '--ink', className: 'text-ink' },
  { token: 'type', colour: '--suppressed', className: 'text-suppressed' },
  { token: 'string.invalid', colour: '--failed', className: 'text-failed' },
  { token: 'string', colour: '--fresh', className: 'text-fresh' },
  { token: 'regexp', colour: '--fresh', className: 'text-fresh' },
  { token: 'number', colour: '--stale', className: 'text-stale' },
  { token: 'comment', colour: '--ink-faint', className: 'text-ink-faint' },
];

/** Classes for a token of this type; empty for plain text. */
export function tokenClass(type: string): string {
  let best: TokenLook | null = null;
  for (const look of tokenLooks) {
    const fits = type === look.token || type.startsWith(`${look.token}.`);
    if (fits && look.token.length > (best?.token.length ?? 0)) best = look;
  }
  return best?.className ?? '';
}
