import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countText } from '@/analysis-kernel/results/format';
import type { ResultsCell, ResultsDocument } from '@/analysis-kernel/session/results-document';
import { runCommandLine } from '@/cli/main';

/** The study of the design's first page: one cohort, a query over it, a Cox model of it. */
const study = `---
title: Hormone therapy and recurrence in node-positive breast cancer
database: breast_cancer
---
# Background

Of {node_positive.rows} patients, {by_grade["3"].n} had a tumour of grade 3.

\`\`\`cohort name=node_positive
index at first surgery
include "Node-positive": index.nodes >= 1
outcome relapse  = first event where kind = "recurrence_or_death" after index
variable age     = age at index
variable hormone = index.hormone
variable grade   = index.grade
variable centre  = patient.centre
\`\`\`
\`\`\`sql name=by_grade
SELECT grade, count(*) AS n FROM node_positive GROUP BY grade ORDER BY grade
\`\`\`
\`\`\`analysis name=fit
method: cox
data: node_positive
formula: Surv(relapse_days, relapse_event) ~ hormone + age + grade + strata(centre)
exponentiate: true
\`\`\`
\`\`\`sql name=raw
SELECT count(*) AS n FROM surgery WHERE nodes >= 1
\`\`\`
\`\`\`sql name=kept
SELECT size_band, grade FROM surgery WHERE nodes > 0
\`\`\`
\`\`\`sql name=changed
SELECT upper(size_band) AS size_band FROM kept
\`\`\`
\`\`\`analysis name=kept_order
method: describe
data: kept
variables: [size_band]
\`\`\`
\`\`\`analysis name=changed_order
method: describe
data: changed
variables: [size_band]
\`\`\`
\`\`\`cohort name=broken
index at first surgerry
\`\`\`
\`\`\`sql name=patient
SELECT 1 AS x
\`\`\`
`;

let folder: string;
let document: ResultsDocument;
let page: string;
let status: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coho-run-database-'));
  process.env.COHO_DATA = join(folder, 'data');
  const file = join(folder, 'study.md');
  await writeFile(file, study);
  const json = join(folder, 'out.json');
  const html = join(folder, 'out.html');
  status = await runCommandLine(['run', file, '--json', json, '--html', html], { out: () => {}, progress: () => {} });
  document = JSON.parse(await readFile(json, 'utf8')) as ResultsDocument;
  page = await readFile(html, 'utf8');
});
afterAll(() => rm(folder, { recursive: true }));

function cell(name: string): ResultsCell {
  const found = document.cells.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no cell ${name}`);
  return found;
}

describe('a run on an embedded database', () => {
  it('builds it where it is missing and names its release', () => {
    expect(document.database).toMatch(/^breast_cancer@\d/);
    expect(status).toBe(1);
    expect(document.cells.map(({ name, status: end }) => `${name} ${end}`)).toEqual([
      'node_positive ok',
      'by_grade ok',
      'fit ok',
      'raw ok',
      'kept ok',
      'changed ok',
      'kept_order ok',
      'changed_order ok',
      'broken error',
      'patient error',
    ]);
  });

  it('gives a cohort as its table and its attrition', () => {
    const { tables } = cell('node_positive');
    expect(Object.keys(tables ?? {})).toEqual(['table', 'attrition']);
    expect(tables?.table.columns.slice(1)).toEqual([
      'index_date',
      'exit_date',
      'exit_reason',
      'relapse_date',
      'relapse_days',
      'relapse_event',
      'age',
      'hormone',
      'grade',
      'centre',
    ]);
    // Every patient of the two populations has one operation: the raw count is the cohort's.
    expect(tables?.table.rows.length).toBe(cell('raw').tables?.table.rows[0][0]);
    const attrition = tables?.attrition;
    const patients = attrition?.columns.indexOf('patients') ?? -1;
    expect(attrition?.rows.at(-1)?.[patients]).toBe(tables?.table.rows.length);
  });

  it('carries what is known of the columns into the model', () => {
    const { tables, conventions } = cell('fit');
    expect(conventions).toMatchObject({ ties: 'efron' });
    expect(tables?.coefficients.rows.map((row) => row[0])).toEqual(['hormone', 'age', 'grade']);
    expect(tables?.coefficients.columns).toContain('hazard_ratio');
  });

  it('keeps the order of categories through a query that passes the column on, and only then', () => {
    const levels = (name: string) => cell(name).tables?.variables.rows.map((row) => row[1]);
    expect(levels('kept_order')).toEqual(['<=20', '20-50', '>50']);
    // Computed anew it is a text, in the order of its characters.
    expect(levels('changed_order')).toEqual(['20-50', '<=20', '>50']);
  });

  it('places errors of a program in the file', () => {
    const line = study.split('\n').findIndex((text) => text.includes('surgerry')) + 1;
    expect(cell('broken').error).toMatchObject({ line, column: 16 });
    expect(cell('broken').error?.message).toContain('surgery');
    expect(cell('patient').error?.code).toBe('name_database_table');
  });

  it('reports: results in prose, the cohort in words, flow, model', () => {
    const rows = cell('node_positive').tables?.table.rows.length;
    expect(page).toContain(`Of ${countText(rows ?? 0)} patients`);
    expect(page).toContain('<dt>Included</dt>');
    expect(page).toMatch(/<figure><svg[^>]*aria-label="Cohort flow/);
    expect(page).toMatch(/hormone/);
    expect(page).toContain(String(document.database));
  });

  it('refuses a database there is not', async () => {
    const out: string[] = [];
    const file = join(folder, 'study.md');
    expect(await runCommandLine(['run', file, '--database', 'nowhere'], { out: (text) => out.push(text), progress: () => {} })).toBe(2);
    expect(out.join('\n')).toContain('nowhere');
  });
});
