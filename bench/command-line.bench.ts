/** `coho run` on a table of a million rows, from the file to the JSON: a Cox model and a description. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@/analysis-kernel/numeric/rng';
import { simulate } from './beside-r/survival-data';
import { type Measurement, measure } from './measure';

const ROWS = 1_000_000;
const COLUMNS = 5;

const NOTEBOOKS = {
  describe: 'method: describe\ndata: d\nvariables: [x1, x2, x3, x4, x5]',
  cox: 'method: cox\ndata: d\nformula: Surv(time, event) ~ x1 + x2 + x3 + x4 + x5',
} as const;

function writeTable(path: string): void {
  const { time, event, x } = simulate(ROWS, COLUMNS, 'monthly', seededRandom(1));
  const lines = ['time,event,x1,x2,x3,x4,x5'];
  for (let i = 0; i < ROWS; i++) {
    const values = Array.from({ length: COLUMNS }, (_, j) => Number(x[j * ROWS + i].toFixed(4)));
    lines.push([time[i], event[i], ...values].join(','));
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

export async function run(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'coho-bench-'));
  try {
    const table = join(folder, 'd.csv');
    writeTable(table);
    const measurements: Measurement[] = [];
    for (const [name, cell] of Object.entries(NOTEBOOKS)) {
      const notebook = join(folder, `${name}.md`);
      writeFileSync(notebook, `\`\`\`analysis name=it\n${cell}\n\`\`\`\n`);
      const command = [
        join(import.meta.dirname, '..', 'cli', 'coho.mjs'),
        'run',
        notebook,
        '--table',
        `d=${table}`,
        '--json',
        join(folder, 'out.json'),
      ];
      const work = () => {
        const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env: { ...process.env, COHO_DATA: folder } });
        if (status !== 0) throw new Error(`coho run ended with ${status}: ${stderr}`);
      };
      measurements.push(await measure(`coho run, CSV to JSON: ${name}`, ROWS, 3, work));
    }
    return measurements;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
