// @vitest-environment happy-dom
/** An analysis that began with one of several outcomes says so; what goes with an outcome changes with it. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ColumnMeta, OutcomePart } from '@/analysis-kernel/frame/column';
import type { Method } from '@/analysis-kernel/registry/method';
import { offeredColumn } from '@/analysis-kernel/registry/offered-column';
import { loadMethod } from '@/analysis-kernel/registry/registry';
import { messagesOf } from '@/app/_messages/messages';
import { BegunNote } from '@/components/notebook/forms/begun-with';
import { changedOption } from '@/components/notebook/forms/changed-option';
import { FormulaForm } from '@/components/notebook/forms/formula-form';
import { ReplacedNote } from '@/components/notebook/forms/replaced-columns';
import { startingAnalysis } from '@/components/notebook/forms/starting-analysis';

afterEach(cleanup);

async function methodOf(id: string): Promise<Method> {
  const method = await loadMethod(id);
  if (method === null) throw new Error(id);
  return method;
}
const [km, cox, incidence, describing, recurrent] = await Promise.all(['km', 'cox', 'incidence', 'describe', 'recurrent'].map(methodOf));

const of = (name: string, part: OutcomePart['part'], meta: ColumnMeta = {}) =>
  offeredColumn(`${name}_${part === 'time' ? 'days' : part}`, 'integer', { outcome: { name, part }, ...meta });
const outcome = (name: string, zh: string, causes: readonly string[] | null = null) => [
  of(name, 'time', { unit: 'd' }),
  of(name, 'event', { label: { en: name, zh }, event: { outcome: name, causes, deathsUnlabelled: 0 } }),
];
const death = outcome('death', '死亡');
const relapse = outcome('relapse', '复发');
const end = outcome('end', '结束', ['cancer', 'heart']);
const age = offeredColumn('age', 'integer', { unit: 'a' });

function shown(body: string, method: typeof km, columns: typeof death) {
  const onChoose = vi.fn();
  render(
    <NextIntlClientProvider locale="zh" messages={messagesOf('zh')} timeZone="UTC">
      <BegunNote body={body} method={method} columns={columns} onChoose={onChoose} />
    </NextIntlClientProvider>,
  );
  return { onChoose, buttons: screen.queryAllByRole('button') };
}

describe('a new analysis beside several outcomes', () => {
  const columns = [...death, ...relapse, ...end, age];

  it.each([
    ['km', km],
    ['cox', cox],
    ['incidence', incidence],
  ])('%s says which it began with, and offers the others', (_, method) => {
    const body = startingAnalysis(method, 'c', columns);
    const { onChoose, buttons } = shown(body, method, columns);
    expect(document.body.textContent).toContain('已以结局“死亡”开始');
    expect(buttons.map(({ textContent }) => textContent)).toEqual(['复发', '结束']);
    fireEvent.click(buttons[0]);
    expect(onChoose).toHaveBeenCalledWith(body.replaceAll('death', 'relapse'));
  });

  it('says nothing once something was chosen, of a single outcome, and where a method has none', () => {
    const begun = startingAnalysis(km, 'c', columns);
    expect(shown(begun.replaceAll('death', 'relapse'), km, columns).buttons).toEqual([]);
    expect(shown(startingAnalysis(km, 'c', [...death, age]), km, [...death, age]).buttons).toEqual([]);
    expect(shown(startingAnalysis(describing, 'c', columns), describing, columns).buttons).toEqual([]);
    expect(document.body.textContent).toBe('');
  });

  it('an outcome of several causes alone is begun with, and its cause is asked for', () => {
    for (const method of [km, cox, incidence]) expect(startingAnalysis(method, 'c', [...end, age])).toContain('end_event');
  });
});

/** The form of a method, filled field by field as its writer does; what it wrote in the end. */
function Filled({
  method,
  columns,
  onWrite,
}: {
  readonly method: Method;
  readonly columns: typeof death;
  readonly onWrite: (formula: string) => void;
}) {
  const [formula, setFormula] = useState<string | null>(null);
  const hint = method.options.find(({ key }) => key === 'formula')?.form;
  if (hint?.control !== 'formula') throw new Error(method.id);
  const write = (next: string) => {
    setFormula(next);
    onWrite(next);
  };
  return (
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <FormulaForm hint={hint} response="survival" help="" formula={formula} columns={columns} disabled={false} onChange={write} />
    </NextIntlClientProvider>
  );
}

describe('the outcome of a table that is no cohort', () => {
  const columns = ['begin', 'days']
    .map((name) => offeredColumn(name, 'integer', { unit: 'd' }))
    .concat(offeredColumn('died', 'boolean', {}));
  const pick = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
  it('is chosen column by column, in any order', () => {
    const onWrite = vi.fn();
    render(<Filled method={km} columns={columns} onWrite={onWrite} />);
    pick('Event', 'died');
    pick('Time', 'days');
    expect(onWrite).toHaveBeenLastCalledWith('Surv(days, died) ~ 1');
    expect(screen.queryByLabelText('Start of the row')).toBeNull();
  });

  it('has a start of each row where patients have several', () => {
    const onWrite = vi.fn();
    render(<Filled method={recurrent} columns={columns} onWrite={onWrite} />);
    pick('Start of the row', 'begin');
    pick('Event', 'died');
    pick('End of the row', 'days');
    expect(onWrite).toHaveBeenLastCalledWith('Surv(begin, days, died) ~ 1');
  });
});

describe('another outcome', () => {
  const columns = [...death, ...relapse, ...end, age];

  it('takes its time along, and the other way round', () => {
    const body = 'method: incidence\ndata: c\nevent: death_event\ntime: death_days';
    const both = 'method: incidence\ndata: c\nevent: relapse_event\ntime: relapse_days';
    expect(changedOption(body, incidence, 'event', 'relapse_event', columns)).toBe(both);
    expect(changedOption(body, incidence, 'time', 'relapse_days', columns)).toBe(both);
    expect(changedOption('method: incidence\ndata: c', incidence, 'event', 'relapse_event', columns)).toBe(both);
  });

  it('leaves a time that is of no outcome, and dates', () => {
    for (const rest of ['time: age', 'start: a\nstop: b']) {
      const body = `method: incidence\ndata: c\nevent: death_event\n${rest}`;
      expect(changedOption(body, incidence, 'event', 'relapse_event', columns)).toBe(body.replace('death', 'relapse'));
    }
  });

  it('has no cause or value of the one before', () => {
    const rate = 'method: incidence\ndata: c\nevent: end_event\ntime: end_days\nevent_value: cancer';
    expect(changedOption(rate, incidence, 'event', 'death_event', columns)).toBe(
      'method: incidence\ndata: c\nevent: death_event\ntime: death_days',
    );
    const curve = 'method: km\ndata: c\nformula: Surv(end_days, end_event) ~ 1\ncause: cancer';
    expect(changedOption(curve, km, 'formula', 'Surv(death_days, death_event) ~ 1', columns)).toBe(
      'method: km\ndata: c\nformula: Surv(death_days, death_event) ~ 1',
    );
    expect(changedOption(curve, km, 'formula', 'Surv(end_days, end_event) ~ age', columns)).toContain('cause: cancer');
  });
});

describe('what another choice changed besides', () => {
  const said = (gone: typeof death, came: typeof death, lang: 'en' | 'zh') => {
    cleanup();
    render(
      <NextIntlClientProvider locale={lang} messages={messagesOf(lang)} timeZone="UTC">
        <ReplacedNote columns={{ gone, came }} />
      </NextIntlClientProvider>,
    );
    return screen.getByRole('status').textContent;
  };
  const [one, two] = [death[1], relapse[1]];

  it('is said of one column and of several, in both languages', () => {
    expect(said([one], [two], 'en')).toBe('With this choice relapse stands in the place of death.');
    expect(said([one, age], [two, age], 'en')).toBe('With this choice relapse, age stand in the place of death, age.');
    expect(said([one], [], 'en')).toBe('death does not fit here and was taken out.');
    expect(said([one, age], [], 'en')).toBe('death, age do not fit here and were taken out.');
    expect(said([one], [two], 'zh')).toBe('随此选择，死亡已换为复发。');
  });
});
