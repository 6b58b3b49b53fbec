/** The beginning every equivalent R script shares. */

/** Reads the exported table, applies the condition (as a comment when it is SQL), and names the data `d`. */
export function rScriptHead(
  options: { readonly data: string; readonly where?: string | undefined },
  libraries: readonly string[] = [],
): string {
  const lines = libraries.map((name) => `library(${name})`);
  lines.push('Sys.setlocale("LC_COLLATE", "C")', `d <- ${rTable(options.data)}`);
  if (options.where !== undefined) lines.push(`# keep only rows where (SQL): ${options.where.replaceAll('\n', ' ')}`);
  return `${lines.join('\n')}\n`;
}

/** The call that reads an exported table, or the file it came from: with the words that mean missing in one. */
export function rTable(name: string): string {
  return `read.csv(${JSON.stringify(`${name}.csv`)}, stringsAsFactors = TRUE, na.strings = c("", "NA", ".", "N/A", "NULL", "NaN"))`;
}
