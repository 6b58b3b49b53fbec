import { readFileSync } from 'node:fs';
import { compile } from './cohort-dsl/compile';
import { hashPlan } from './cohort-dsl/plan/hash';
import { renderDiagnostic } from './cohort-dsl/diagnostics/render';
import { renal } from './tests/cohort-dsl/dictionary';
const source = readFileSync(process.argv[2], 'utf8');
const t = performance.now();
const c = compile(source, { dictionary: renal });
for (const d of c.diagnostics) console.log(renderDiagnostic(source, d, 'p'));
if (c.plan) { console.log(process.argv[3] ? JSON.stringify(c.plan, null, 1) : 'ok', hashPlan(c.plan)); console.log(c.columns.map((x) => x.name).join(' ')); }
console.log(Math.round(performance.now() - t), 'ms');
