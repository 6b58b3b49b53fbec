// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KeptOutcome } from '@/analysis-kernel/session/kept';
import type { KeptEntry, ResultOrigin } from '@/app/_contract/kept-results';
import type { CellDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import { openNotebook, stateOf } from './open-notebook';

afterEach(cleanup);

const fit: CellDto = { id: 'cell-fit1', kind: 'analysis', name: 'fit', body: 'method: describe\ndata: counts\n', version: 1 };
const key = `key of ${fit.body}`;
const colleague: ResultOrigin = { by: 'Li Na', at: '2026-03-01T08:30:00Z', version: '1.0.7', check: 'none', withdrawn: null };

const kept = (estimate: number): KeptOutcome => ({
  tables: [['estimate', { columns: ['n'], types: ['number'], rows: [[estimate]] }]],
  totals: [],
  stored: [],
  warnings: [],
  conventions: {},
  seed: null,
  figures: [],
  views: [],
  rows: null,
  sentence: null,
  paragraph: null,
  words: null,
  rScript: null,
  labels: {},
  aggregates: [],
});
const outcome = { ...kept(1), tables: new Map(), totals: new Map(), stored: new Map(), meta: new Map() };

describe.each(['en', 'zh'] as const)('where a result comes from, in %s', (lang) => {
  const words = messagesOf(lang).notebook;
  const note = () => document.querySelector('[data-kept]')?.textContent ?? null;

  async function open(origin: ResultOrigin | null, duration: number | null = null) {
    const bench = await openNotebook({ cells: [fit], lang });
    act(() => {
      if (origin) bench.controller.results.origins.set(key, { kept: origin });
      bench.engine.tell(stateOf(fit, { freshness: 'fresh', outcome: outcome as never, duration }));
    });
    return bench;
  }

  it.each([
    ['none', words.kept.unchecked],
    ['pending', words.kept.checking],
    ['agrees', words.kept.checked],
  ] as const)('says whose it is, and whether the server ran it (%s)', async (check, said) => {
    await open({ ...colleague, check });
    expect(note()).toContain('Li Na');
    expect(note()).toContain('Coho 1.0.7');
    expect(note()).toContain('2026');
    expect(note()).toContain(said);
  });

  it('does not say of the server’s own run that the server ran it too', async () => {
    await open({ ...colleague, by: null, check: 'agrees' });
    expect(note()).toContain(words.kept.server);
    expect(note()).toContain('Coho 1.0.7');
    expect(note()).not.toContain(words.kept.checked);
  });

  it('says nothing of an own run, unless it is not what was kept', async () => {
    const { controller } = await open(colleague, 200);
    expect(note()).toBeNull();
    act(() => controller.results.origins.set(key, { differsFrom: colleague }));
    expect(note()).toContain('Li Na');
    expect(note()).not.toContain('Coho 1.0.7');
  });

  it('says who withdrew it, and tells the server’s refusal from a person’s', async () => {
    const withdrawn = { at: '2026-03-02T10:00:00Z', by: 'Ann' };
    const { controller } = await open({ ...colleague, withdrawn });
    expect(note()).toContain('Li Na');
    expect(note()).toContain('Ann');
    const byPerson = note();
    act(() => controller.results.origins.set(key, { kept: { ...colleague, check: 'differs', withdrawn: { at: withdrawn.at, by: null } } }));
    expect(note()).not.toBe(byPerson);
    expect(note()).toContain('Li Na');
  });

  it('is withdrawn from the cell’s menu, which then offers it no more', async () => {
    const { controller } = await open(colleague);
    let stands = true;
    Object.assign(controller.ports, {
      withdraw: async () => {
        stands = false;
      },
      readKept: async (): Promise<readonly KeptEntry[]> => [
        {
          key,
          kind: 'analysis',
          outcome: null,
          origin: { ...colleague, withdrawn: stands ? null : { at: '2026-03-02T10:00:00Z', by: 'Ann' } },
        },
      ],
    });
    const openMenu = () =>
      fireEvent.keyDown(screen.getByRole('button', { name: words.cell.menu.replace('{name}', 'fit') }), { key: 'Enter' });
    openMenu();
    await act(async () => fireEvent.click(screen.getByRole('menuitem', { name: words.cell.withdraw })));
    await act(async () => undefined);
    expect(note()).toContain('Ann');
    openMenu();
    expect(screen.queryByRole('menuitem', { name: words.cell.withdraw })).toBeNull();
  });

  it('is taken away in an open page once somebody else has withdrawn it, and an own run is not', async () => {
    const { controller, notebook } = await open(colleague);
    let origin: ResultOrigin = { ...colleague, withdrawn: { at: '2026-03-02T10:00:00Z', by: 'Ann' } };
    const forgotten: string[] = [];
    vi.spyOn(controller.engine, 'forget').mockImplementation(async (taken) => {
      forgotten.push(taken);
      return [];
    });
    Object.assign(controller.ports, {
      readNotebook: async () => ({ ...notebook, withdrawn: ['another', key] }),
      readKept: async (): Promise<readonly KeptEntry[]> => [{ key, kind: 'analysis', outcome: null, origin }],
    });
    await act(() => controller.refresh());
    expect(forgotten).toEqual([key]);
    expect(note()).toContain('Ann');
    await act(() => controller.refresh());
    expect(forgotten).toEqual([key]);
    origin = colleague;
    act(() => controller.results.origins.set(key, { kept: null }));
    await act(() => controller.refresh());
    expect(forgotten).toEqual([key]);
  });
});
