// @vitest-environment happy-dom
/** A form whose method does not come says so and fetches it again; another method is written when it has come. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it, vi } from 'vitest';
import { loadedMethod } from '@/analysis-kernel/registry/registry';
import type { CellDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import { CellErrorNote } from '@/components/notebook/cells/cell-error';
import { AnalysisForm } from '@/components/notebook/forms/analysis-form';
import { ToastProvider } from '@/components/ui/toast';
import { useCell, WorkbenchContext } from '@/components/workbench/workbench-context';
import { away } from '../../kernel/registry/methods-away';
import { openNotebook, stateOf } from '../open-notebook';

vi.mock('@/analysis-kernel/registry/fetched', async (original) =>
  (await import('../../kernel/registry/methods-away')).overNetwork(original),
);

// Read from the disk once: from then on they come as fast as from a network.
await Promise.all(['cox', 'describe', 'table1'].map((id) => import(`../../../analysis-kernel/registry/methods/${id}/method.ts`)));

afterEach(() => {
  cleanup();
  away.clear();
});

const cellOf = (body: string): CellDto => ({ id: 'cell-one1', kind: 'analysis', name: 'one', body, version: 1 });

function Shown() {
  const cell = useCell('cell-one1');
  return cell ? <AnalysisForm cell={cell} /> : null;
}

async function opened(body: string) {
  const { controller, notebook, engine } = await openNotebook({ cells: [cellOf(body)] });
  cleanup();
  const own = () => controller.store.snapshot().notebook.cells[0];
  const around = (shown: React.ReactNode) => (
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <ToastProvider label="Messages">
        <WorkbenchContext value={{ controller, notebook, dictionary: null, startingCohort: null, setFocus: controller.focus.set }}>
          {shown}
        </WorkbenchContext>
      </ToastProvider>
    </NextIntlClientProvider>
  );
  return { controller, engine, own, show: () => render(around(<Shown />)), showNote: (note: React.ReactNode) => render(around(note)) };
}

it('says what did not come beside the method’s name, and shows the options once it has', async () => {
  away.add('cox');
  const { show } = await opened('method: cox\ndata: c\nformula: Surv(t, e) ~ x');
  show();
  expect(await screen.findByRole('alert')).toHaveProperty('textContent', expect.stringContaining('cox could not be fetched'));
  expect(screen.getByLabelText('Method')).toHaveProperty('value', 'cox');
  expect(screen.queryByText('Ties')).toBeNull();
  away.clear();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Ties')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('writes another method when it has come, and nothing where it does not', async () => {
  const body = 'method: describe\ndata: c\nvariables: [age]';
  const { own, show } = await opened(body);
  show();
  away.add('table1');
  fireEvent.change(screen.getByLabelText('Method'), { target: { value: 'table1' } });
  expect(await screen.findByText(/table1 could not be fetched/u)).toBeTruthy();
  expect(own().body).toBe(body);
  away.clear();
  fireEvent.change(screen.getByLabelText('Method'), { target: { value: 'table1' } });
  await waitFor(() => expect(own().body).toBe('method: table1\ndata: c\nvariables: [age]'));
  // From now on it is there at once.
  fireEvent.change(screen.getByLabelText('Method'), { target: { value: 'describe' } });
  expect(own().body).toBe(body);
});

it('runs a cell again whose method could not be fetched', async () => {
  const { controller, own, showNote } = await opened('method: km\ndata: c\nformula: Surv(t, e) ~ 1');
  const run = vi.spyOn(controller, 'run').mockResolvedValue();
  const error = { code: 'method_unavailable', message: { en: 'It did not come.', zh: '未能获取。' }, line: 1, column: 9, fixes: [] };
  showNote(<CellErrorNote cell={own()} error={error} />);
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(run).toHaveBeenCalledWith(['cell-one1']);
});

it('says once what did not come where the cell itself says it, and fetches it with the next run', async () => {
  away.add('cox');
  const body = 'method: cox\ndata: c\nformula: Surv(t, e) ~ x';
  const { controller, engine, own, showNote } = await opened(body);
  const run = vi.spyOn(controller, 'run').mockResolvedValue();
  const said = { en: 'The code of the method cox could not be fetched.', zh: '无法获取方法 cox 的代码。' };
  const error = { code: 'method_unavailable', message: said, line: 1, column: 9, fixes: [] };
  engine.tell(stateOf(cellOf(body), { activity: 'failed', error }));
  showNote(
    <>
      <Shown />
      <CellErrorNote cell={own()} error={error} />
    </>,
  );
  // Both have asked for it by now.
  await waitFor(() => expect(screen.getByLabelText('Method')).toHaveProperty('value', 'cox'));
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.getAllByText(/could not be fetched/u)).toHaveLength(1);
  away.clear();
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(run).toHaveBeenCalledWith(['cell-one1']);
  await waitFor(() => expect(loadedMethod('cox')).not.toBeNull());
});
