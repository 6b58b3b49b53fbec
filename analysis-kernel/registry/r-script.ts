/** The beginning every equivalent R script shares. */

/** Reads the exported table, applies the condition (as a comment when it is SQL), and names the data `d`. */
export function rScriptHead(
  options: { readonly data: string; readonly where?: string | undefined },
  libraries: readonly string[] = [],
): string {
  const lines = libraries.map((name) => `library(${name})`);
  lines.push('Sys.setlocale("LC_COLLATE", "C")', `d <- read.csv(${JSON.stringify(`${options.data}.csv`)}, stringsAsFactors = TRUE)`);
  if (options.where !== undefined) lines.push(`# keep only rows where (SQL): ${options.where.replaceAll('\n', ' ')}`);
  return `${lines.join('\n')}\n`;
}
