import 'server-only';
/** A cell run again in a process of its own: its memory, its time and its faults are not the server's. */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Cell } from '@/analysis-kernel/document/notebook';
import type { KeptResult } from '@/app/_contract/kept-results';

/** A notebook and the key of the cell that is to be run, with what it needs. */
export interface CheckJob {
  readonly database: { readonly name: string; readonly file: string };
  readonly cells: readonly Cell[];
  readonly key: string;
}

/**
 * `kept`: what the run gives others to see; null where it may give nothing. `elsewhere`: no cell of the notebook has this key as it stands
 * now. `drawn`: the cell is code or a chart, which nobody runs again. `unable`: it needs what does not run here, or took too long.
 */
export type CheckRun =
  | { readonly ran: true; readonly kept: Omit<KeptResult, 'key'> | null }
  | { readonly ran: false; readonly why: 'elsewhere' | 'drawn' | 'unable' };

/** Of the clock: at lowest priority most of it may pass while others run. */
const TIME_LIMIT = 300_000;
const HEAP_MB = 1024;
/** The lowest there is. */
const PRIORITY = 19;
const MOST_OUTPUT = 20_000_000;

/**
 * Runs the job in a child of lowest priority.
 * @returns JSON of a `CheckRun`, for a thread to read; null where it took too long, too much memory or failed
 */
export function runCheck(job: CheckJob): Promise<string | null> {
  const entry = join(process.cwd(), 'app', '_server', 'notebooks', 'check', 'child.ts');
  const program = [`--max-old-space-size=${HEAP_MB}`, '--conditions=react-server', '--import', 'tsx', entry];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, program, { cwd: process.cwd(), stdio: ['pipe', 'pipe', 'ignore'] });
    const limit = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT);
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      if (out.length > MOST_OUTPUT) child.kill('SIGKILL');
    });
    child.once('error', () => finish(null));
    child.once('close', (status) => finish(status === 0 ? out : null));
    if (child.pid !== undefined) setPriority(child.pid, PRIORITY);
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(job));

    function finish(text: string | null): void {
      clearTimeout(limit);
      resolve(text);
    }
  });
}
