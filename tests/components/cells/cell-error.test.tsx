// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CellDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import { languageHandlers } from '@/components/notebook/cohort-editor/language-handlers';
import { renal } from '../../cohort-dsl/dictionary';
import { profile } from '../../cohort-dsl/service/knowledge';
import { openNotebook, stateOf } from '../open-notebook';

const desk = vi.hoisted(() => ({ handlers: {} as Record<string, (argument: never) => unknown> }));
vi.mock('@/components/notebook/cohort-editor/language-client', () => ({
  askLanguage: () => async (call: string, argument: never) => desk.handlers[call](argument),
}));
desk.handlers = languageHandlers({
  dictionary: renal,
  startingCohort: null,
  profile: { tables: [...profile.tables], columns: [...profile.columns], items: [...profile.items] },
}) as unknown as typeof desk.handlers;

afterEach(cleanup);

const right = 'index at first diagnosis where code in ICD10 { "N18*" }\nexclude any visit before index\nkeep first entry';
const cohort: CellDto = { id: 'cell-coh1', kind: 'cohort', name: 'people', body: right.replace('any visit', 'any vist'), version: 1 };
const sql: CellDto = { id: 'cell-sql1', kind: 'sql', name: 'counts', body: 'SELECT 1 AS n', version: 1 };

const said = { en: 'There is no vist.', zh: '没有 vist。' };
const wrong = { code: 'table.unknown', message: said, line: 2, column: 13, fixes: [] };
const outcome = {
  value: undefined,
  tables: new Map(),
  totals: new Map(),
  views: [],
  labels: {},
  warnings: [],
  sentence: null,
  attrition: null,
} as never;

const cellNamed = (name: string) => document.querySelector<HTMLElement>(`[data-cell="${name}"]`) as HTMLElement;

/** The error as the engine says it, of the program as it stands. */
function engineError() {
  const [{ code }] = desk.handlers.check({ source: cohort.body, name: 'people', lang: 'en', cohorts: [] } as never) as { code: string }[];
  return { ...wrong, code };
}

describe.each(['en', 'zh'] as const)('a cell that has no result, in %s', (lang) => {
  const words = messagesOf(lang).notebook;

  it('says what is wrong with a cohort’s program where it is written, and mends it by a button', async () => {
    const { engine, store } = await openNotebook({ cells: [cohort], lang });
    act(() => engine.tell(stateOf(cohort, { error: engineError(), activity: 'failed' })));
    const mend = await screen.findByRole('button', { name: lang === 'en' ? /write visit/u : /visit/u });
    expect(mend.textContent).not.toContain('`');
    fireEvent.click(mend);
    expect(store.snapshot().cells.get(cohort.id)?.body).toBe(right);
  });

  it('says with a wrong option of an analysis which columns its table lacks', async () => {
    const body = 'method: table1\ndata: rows\nvariables: [age, nodez]\nbogus: 3';
    const cell: CellDto = { id: 'cell-t1', kind: 'analysis', name: 'baseline', body, version: 1 };
    const { engine } = await openNotebook({ cells: [cell], lang });
    const column = { name: 'age', type: 'integer', label: null, unit: null, use: 'numeric', outcome: null, causes: null, levels: null };
    vi.spyOn(engine, 'tables').mockResolvedValue([{ name: 'rows', cell: 'rows', columns: [column] }] as never);
    const error = { code: 'unknown_key', message: { en: 'bogus', zh: 'bogus' }, line: 4, column: 1, fixes: [], by: null, key: null };
    act(() => engine.tell(stateOf(cell, { error: error as never, activity: 'failed' })));
    expect(await screen.findByText(/(?:no column|没有列) nodez/u, {}, { timeout: 20_000 })).toBeTruthy();
  });

  it('offers who may not edit no button, and says the mend in words', async () => {
    const { engine } = await openNotebook({ cells: [cohort], lang, mayEdit: false });
    act(() => engine.tell(stateOf(cohort, { error: engineError(), activity: 'failed' })));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('visit'));
    expect(within(screen.getByRole('alert')).queryByRole('button')).toBeNull();
  });

  it('says an error of a run as the engine says it', async () => {
    const { engine } = await openNotebook({ cells: [{ ...cohort, body: right }], lang });
    const error = { ...wrong, code: 'engine', line: null, column: null };
    act(() => engine.tell(stateOf({ ...cohort, body: right }, { error, activity: 'failed' })));
    expect(screen.getByRole('alert').textContent).toContain(said[lang]);
  });

  it('stands above the result of an earlier text', async () => {
    const { engine } = await openNotebook({ cells: [sql], lang });
    act(() => engine.tell(stateOf(sql, { error: wrong, activity: 'failed', freshness: 'stale_code', outcome })));
    const alert = screen.getByRole('alert');
    const result = document.querySelector('[data-result="counts"]') as Element;
    expect(alert.compareDocumentPosition(result) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('waits, and has not failed, where a cell that it reads is in error', async () => {
    const { engine } = await openNotebook({ cells: [sql], lang });
    const error = { ...wrong, code: 'blocked', line: null, column: null, by: 'people' };
    act(() => engine.tell(stateOf(sql, { error, activity: 'failed' })));
    const cell = cellNamed('counts');
    expect(cell.getAttribute('data-status')).toBe('waiting');
    expect(within(cell).getByText(words.fresh.waiting.replace('{name}', 'people'))).toBeTruthy();
    expect(within(cell).queryByText(words.fresh.failed)).toBeNull();
    expect(within(cell).queryByRole('alert')).toBeNull();
    expect(cell.textContent).toContain(said[lang]);
  });

  it('is stale from the change of its text on, before the engine has heard of it', async () => {
    const { engine, type } = await openNotebook({ cells: [sql], lang });
    act(() => engine.tell(stateOf(sql, { freshness: 'fresh', outcome })));
    const cell = cellNamed('counts');
    expect(cell.getAttribute('data-status')).toBe('fresh');
    act(() => type(sql.id, 'SELECT 2 AS n'));
    expect(cell.getAttribute('data-status')).toBe('stale_code');
    expect(within(cell).getByText(words.fresh.stale_code)).toBeTruthy();
    expect(within(cell).queryByText(words.fresh.fresh)).toBeNull();
    act(() => type(sql.id, 'SELECT 1 AS n\n'));
    expect(cell.getAttribute('data-status')).toBe('fresh');
  });

  it('says why a program has no words while it has an error', async () => {
    const { controller } = await openNotebook({ cells: [cohort], lang });
    act(() => controller.focus.set(cohort.id, true));
    expect(await screen.findByText(messagesOf(lang).editor.wordsErrors)).toBeTruthy();
  });
});
