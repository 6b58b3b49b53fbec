import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { compile } from '@/cohort-dsl';
import { dictionaryFromRows } from '@/cohort-dsl/schema/release-rows';
import { printCohort, printAttrition } from '@/cohort-dsl/sql/print-cohort';
const file = process.argv[3];
const c = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
await c.run(`ATTACH '${file}' AS renal (READ_ONLY)`); 
await c.run(`SET search_path='memory.main,"renal".main'`);
const rows = (await c.runAndReadAll('SELECT path, json FROM _coho_dictionary')).getRowObjects() as any[];
const dictionary = dictionaryFromRows(rows.map(r=>({path:r.path,json:r.json})));
const source = readFileSync(process.argv[2],'utf8');
compile(source,{dictionary});
const t0=performance.now(); const {plan,diagnostics}=compile(source,{dictionary}); const t1=performance.now();
if(!plan){console.log(diagnostics);process.exit(1)}
const p = printCohort(plan,{name:'x',dialect:'duckdb'}); const t2=performance.now();
console.log('compile',(t1-t0).toFixed(1),'print',(t2-t1).toFixed(1));
for (let round=0; round<2; round++){
let total=0;
for(const s of [...p.statements, `CREATE OR REPLACE TABLE x AS ${p.table.query}`, `CREATE OR REPLACE TABLE x_attrition AS ${p.attrition.query}`, ...p.warnings.map(w=>w.query), ...p.cleanup]){const a=performance.now(); await c.run(s); const d=performance.now()-a; total+=d; if(round===1&&d>5)console.log(d.toFixed(0),s.slice(0,60).replace(/\n/g,' '));}
console.log('total',total.toFixed(0));}
const at=printAttrition(plan,{name:'x',dialect:'duckdb'});
for(let i=0;i<2;i++){const a=performance.now(); const r=await c.runAndReadAll(at); console.log('attrition',(performance.now()-a).toFixed(0)); if(i)console.log(r.getRows().map(String).join('\n'))}
