/** What every command of the command line is. */

/** 0 all well; 1 the work found faults; 2 wrong usage or unreadable input. */
export type ExitStatus = 0 | 1 | 2;

/** Where a command writes: results and diagnostics to `out`, progress to `progress`. Each call is one line. */
export interface Terminal {
  out(line: string): void;
  progress(line: string): void;
}

/** Runs with the words after the command's name. Throws UsageError for wrong usage. */
export type Command = (words: readonly string[], terminal: Terminal) => Promise<ExitStatus>;
