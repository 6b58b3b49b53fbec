// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react';
import { type ComponentProps, Profiler } from 'react';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { EMPTY_OUTCOME } from '@/analysis-kernel/cells/outcome';
import type { CellDto } from '@/app/_contract/notebooks';
import { Outline } from '@/components/notebook/panels/outline';
import { openNotebook, stateOf } from './open-notebook';

const drawn: string[] = [];
const note = (id: string) => void drawn.push(id);

vi.mock(import('@/components/notebook/cells/cell-view'), async (original) => {
  const { CellView } = await original();
  const counted = (props: ComponentProps<typeof CellView>) => (
    <Profiler id={props.id} onRender={note}>
      <CellView {...props} />
    </Profiler>
  );
  return { CellView: counted as unknown as typeof CellView };
});
vi.mock(import('@/components/notebook/add-cell'), async (original) => {
  const { AddCell } = await original();
  const counted = (props: ComponentProps<typeof AddCell>) => (
    <Profiler id="a place to add" onRender={note}>
      <AddCell {...props} />
    </Profiler>
  );
  return { AddCell: counted as unknown as typeof AddCell };
});

const kinds = ['text', 'sql', 'analysis', 'cohort', 'code', 'input'] as const;
const cells = Array.from({ length: 300 }, (_, at): CellDto => {
  const kind = kinds[at % kinds.length];
  const bodies = {
    text: `Words {cell1.table} of ${at}`,
    sql: 'SELECT 1 AS x',
    analysis: 'method: describe\ndata: cell1',
    cohort: 'index at first visit',
  };
  const body = kind in bodies ? bodies[kind as keyof typeof bodies] : 'value: 1';
  return { id: `cell${at}`, kind, name: kind === 'text' ? null : `cell${at}`, body, version: 1 };
});

let opened: Awaited<ReturnType<typeof openNotebook>>;

// Opened once: what is counted is what is drawn after that.
beforeAll(async () => {
  opened = await openNotebook({
    cells,
    around: (document) => (
      <>
        <Profiler id="outline" onRender={note}>
          <Outline />
        </Profiler>
        {document}
      </>
    ),
  });
  act(() => opened.engine.tell(...cells.filter(({ kind }) => kind !== 'text').map((cell) => stateOf(cell))));
});
beforeEach(() => {
  act(() => opened.controller.focus.set(null));
  drawn.length = 0;
});
afterAll(cleanup);

it('a key in one of 300 cells draws that cell again and no other', async () => {
  const { type, controller, store } = opened;
  for (const text of ['S', 'SE', 'SELECT 2 AS x']) {
    drawn.length = 0;
    act(() => type('cell1', text));
    expect(new Set(drawn)).toEqual(new Set(['cell1']));
  }
  drawn.length = 0;
  act(() => controller.edits.turn('undo'));
  expect(new Set(drawn)).toEqual(new Set(['cell1', 'outline']));
  drawn.length = 0;
  await act(() => store.flush());
  expect(drawn).toEqual([]);
});

it('what the engine tells anew of every cell draws those that are in another state', () => {
  const { engine } = opened;
  act(() =>
    engine.tell(
      ...cells.filter(({ kind }) => kind !== 'text').map((cell) => stateOf(cell, cell.id === 'cell2' ? { activity: 'running' } : {})),
    ),
  );
  expect(new Set(drawn)).toEqual(new Set(['cell2', 'outline']));
});

it('a result that comes draws its own cell, and no sketch of another that reads the same table', () => {
  const { engine } = opened;
  const outcome = { ...EMPTY_OUTCOME, labels: { x: { en: 'Age', zh: '年龄' } } };
  act(() => engine.tell(stateOf(cells[2], { outcome }), stateOf(cells[296], { outcome })));
  expect(drawn.filter((id) => id !== 'outline' && Number(id.slice(4)) >= 24)).toEqual(['cell296']);
});

it('the focus draws the cell it leaves and the one it comes to', () => {
  const { controller } = opened;
  act(() => controller.focus.set('cell1'));
  drawn.length = 0;
  act(() => controller.focus.set('cell7'));
  expect(new Set(drawn)).toEqual(new Set(['cell1', 'cell7', 'outline']));
});
