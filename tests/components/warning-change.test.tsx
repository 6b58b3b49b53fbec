// @vitest-environment happy-dom
/** What mends a warning is a button in words, and what mends nothing is none. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, it } from 'vitest';
import { parseAnalysis } from '@/analysis-kernel/registry/parse-analysis';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import { leaveOut } from '@/analysis-kernel/results/method-error';
import type { CellDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import { CellErrorNote } from '@/components/notebook/cells/cell-error';
import { WarningChange } from '@/components/notebook/results/warning-change';
import { WorkbenchContext } from '@/components/workbench/workbench-context';
import { openNotebook } from './open-notebook';

afterEach(cleanup);

const begun: CellDto = {
  id: 'cell-one1',
  kind: 'analysis',
  name: 'one',
  body: 'method: test\ndata: c\ntest: anova\nformula: v ~ g\nposthoc: tukey',
  version: 1,
};
const change = { option: 'test', value: 'welch_anova', said: { en: 'Welch analysis of variance', zh: 'Welch 方差分析' } };

async function shownBeside(body: string, mayEdit = true) {
  const { controller, notebook } = await openNotebook({ cells: [{ ...begun, body }], mayEdit });
  cleanup();
  const own = () => controller.store.snapshot().notebook.cells[0];
  const parsed = await parseAnalysis(body);
  render(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <WorkbenchContext value={{ controller, notebook, dictionary: null, startingCohort: null, setFocus: controller.focus.set }}>
        <WarningChange cell="one" change={change} />
        {parsed.ok ? null : <CellErrorNote cell={own()} error={parsed.errors[0]} />}
      </WorkbenchContext>
    </NextIntlClientProvider>,
  );
  return () => own().body;
}

it('takes the other test, with the comparisons that follow it', async () => {
  const body = await shownBeside(begun.body);
  fireEvent.click(screen.getByRole('button', { name: /Welch analysis of variance/u }));
  expect(body()).toBe('method: test\ndata: c\ntest: welch_anova\nformula: v ~ g\nposthoc: games_howell');
});

it('is no button where nothing may be changed', async () => {
  await shownBeside(begun.body, false);
  expect(screen.queryByRole('button')).toBeNull();
});

it('offers no key without a value, as of a cell that lacks its test', async () => {
  await shownBeside('method: test\ndata: c');
  expect(screen.queryByRole('button', { name: /test:/u })).toBeNull();
  expect(document.body.textContent).toContain('Choose one in the field');
});

it('sets an option that a fix names, and leaves the formula as it is', async () => {
  await loadMethod('km');
  const body = 'method: km\ndata: c\nformula: Surv(days, status) ~ sex';
  const { controller, notebook } = await openNotebook({ cells: [{ ...begun, body }] });
  cleanup();
  const own = () => controller.store.snapshot().notebook.cells[0];
  const error = {
    code: 'event_needs_cause',
    message: { en: 'Which?', zh: '哪个？' },
    line: 3,
    column: 21,
    fixes: ['cause: 肾衰竭', 'event: "no: 1"', 'method: competing'],
  };
  render(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <WorkbenchContext value={{ controller, notebook, dictionary: null, startingCohort: null, setFocus: controller.focus.set }}>
        <CellErrorNote cell={own()} error={error} />
      </WorkbenchContext>
    </NextIntlClientProvider>,
  );
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
    'Set Cause to “肾衰竭”',
    'Set Event to “no: 1”',
    'Set Method to “Competing risks”',
  ]);
  fireEvent.click(screen.getByRole('button', { name: /肾衰竭/u }));
  expect(own().body).toBe(`${body}\ncause: 肾衰竭`);
});

it('takes out an option that a fix leaves out', async () => {
  await loadMethod('test');
  const body = 'method: test\ndata: c\ntest: wilcoxon\nformula: v ~ g\nposthoc: dunn';
  const { controller, notebook } = await openNotebook({ cells: [{ ...begun, body }] });
  cleanup();
  const own = () => controller.store.snapshot().notebook.cells[0];
  const error = {
    code: 'option_not_of_test',
    message: { en: 'No use.', zh: '不使用。' },
    line: 5,
    column: 1,
    fixes: [leaveOut('posthoc')],
  };
  render(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <WorkbenchContext value={{ controller, notebook, dictionary: null, startingCohort: null, setFocus: controller.focus.set }}>
        <CellErrorNote cell={own()} error={error} />
      </WorkbenchContext>
    </NextIntlClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: /^Leave out / }));
  expect(own().body).toBe('method: test\ndata: c\ntest: wilcoxon\nformula: v ~ g');
});
