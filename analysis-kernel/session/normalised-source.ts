/** The source without what cannot matter: blanks at line ends, blank lines at both ends. */
export function normalisedSource(source: string): string {
  return source
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}
