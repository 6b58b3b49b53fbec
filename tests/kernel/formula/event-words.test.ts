/** Words do not say by their order which of them is the event. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldedWord } from '@/analysis-kernel/formula/event-spellings';
import { whichIsTheEvent } from '@/analysis-kernel/formula/event-words';
import { frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import { eventText } from '@/analysis-kernel/registry/event-warnings';
import { competingMethod } from '@/analysis-kernel/registry/methods/competing/method';
import { runCompeting } from '@/analysis-kernel/registry/methods/competing/run';
import { coxMethod } from '@/analysis-kernel/registry/methods/cox/method';
import { prepareCox } from '@/analysis-kernel/registry/methods/cox/prepare';
import { kmMethod } from '@/analysis-kernel/registry/methods/km/method';
import { runKm } from '@/analysis-kernel/registry/methods/km/run';
import { MethodError } from '@/analysis-kernel/results/method-error';
import type { ResultTable } from '@/analysis-kernel/results/result';
import { parseCsv } from '../read-csv';

const fileOf = (name: string) => parseCsv(readFileSync(`tests/fixtures/csv/${name}.csv`, 'utf8'));
const words = fileOf('event_words');

const km = (options: object) => runKm(kmMethod.schema.parse({ data: 'd', ...options }), words);

function eventsOf(options: object): { events: unknown; said: unknown } {
  const { tables, conventions } = km(options);
  const summary = tables.get('summary');
  return { events: summary?.rows[0][summary.columns.indexOf('events')], said: conventions.event };
}

function failure(run: () => unknown): MethodError {
  try {
    run();
  } catch (error) {
    if (error instanceof MethodError) return error;
    throw error;
  }
  throw new Error('expected a MethodError');
}

describe('one kind of event', () => {
  it.each([
    ['died', 'died', 137],
    ['died', 'survived', 63],
    ['status', 'dead', 137],
    ['e12', 2, 137],
    ['tf', true, 137],
    ['tf', false, 63],
    ['yn', 'yes', 137],
  ] as const)('Surv(t, %s) with event: %s', (column, event, events) => {
    const text = typeof event === 'boolean' ? String(event).toUpperCase() : String(event);
    expect(eventsOf({ formula: `Surv(t, ${column}) ~ 1`, event })).toEqual({ events, said: `${text}, ${events}` });
  });

  it.each([
    ['yn', 'yes, 137'],
    ['tf', 'TRUE, 137'],
    ['dotted', '是, 137'],
  ])('%s says it itself', (column, said) => {
    expect(eventsOf({ formula: `Surv(t, ${column}) ~ 1` })).toEqual({ events: 137, said });
  });

  it.each([
    ['died', 'died'],
    ['status', 'dead'],
    ['yn', 'yes'],
  ])('%s says which word is the event, in the result and to R', (column, word) => {
    const formula = `Surv(t, ${column}) ~ 1`;
    const { conventions, sentence, warnings } = km({ formula });
    expect([conventions.event, warnings]).toEqual([`${word}, 137`, []]);
    expect(sentence.en).toContain('137');
    const script = kmMethod.rScript(kmMethod.schema.parse({ data: 'd', formula }), conventions);
    expect(script).toContain(`Surv(t, ${column} == "${word}")`);
  });

  it('numbers and truth values stand in the script as they are', () => {
    for (const column of ['e12', 'tf', 'e1only']) {
      const formula = `Surv(t, ${column}) ~ 1`;
      const script = kmMethod.rScript(kmMethod.schema.parse({ data: 'd', formula }), km({ formula }).conventions);
      expect(script).toContain(`f <- ${formula}`);
    }
  });

  it.each(['outc'])('%s is refused with both ways to say it', (column) => {
    const { code, text, fixes } = failure(() => km({ formula: `Surv(t, ${column}) ~ 1` }));
    expect(code).toBe('event_words');
    expect(fixes).toHaveLength(2);
    for (const fix of fixes) {
      expect(text.en).toContain(fix);
      expect(text.zh).toContain(fix);
      expect(eventsOf({ formula: `Surv(t, ${column}) ~ 1`, event: fix.replace('event: ', '') }).events).toBeGreaterThan(0);
    }
  });

  it.each([
    ['e012', 1, '1'],
    ['e12', undefined, '2, 137'],
    ['e1only', undefined, '1, 200'],
  ])('Surv(t, %s) says in the result what was the event', (column, cause, said) => {
    expect(eventsOf({ formula: `Surv(t, ${column}) ~ 1`, ...(cause === undefined ? {} : { cause }) }).said).toMatch(said);
  });

  it('asks whether a column of nothing but 1 means that nobody is censored', () => {
    expect(km({ formula: 'Surv(t, e1only) ~ 1' }).warnings.map(({ code }) => code)).toContain('all_events');
    expect(km({ formula: 'Surv(t, e12) ~ 1' }).warnings.map(({ code }) => code)).not.toContain('all_events');
  });

  it('refuses an event column in which nothing is known', () => {
    const nothing = textColumn(
      'died',
      Array.from({ length: words.length }, () => null),
    );
    const empty = frameOf([...words.columns.filter(({ name }) => name !== 'died'), nothing]);
    const parsed = kmMethod.schema.parse({ data: 'd', formula: 'Surv(t, died) ~ 1' });
    expect(failure(() => runKm(parsed, empty)).code).toBe('no_rows');
  });

  it('refuses a value that is not there, with the nearest', () => {
    const error = failure(() => km({ formula: 'Surv(t, died) ~ 1', event: 'dyed' }));
    expect([error.code, error.path, error.fixes[0]]).toEqual(['unknown_event', 'event', 'died']);
  });

  it('refuses event beside cause', () => {
    expect(failure(() => km({ formula: 'Surv(t, died) ~ 1', event: 'died', cause: 'died' })).code).toBe('event_and_cause');
  });

  it.each([
    [['Dead', 'dead', 'DEAD', 'alive', 'Alive'], 'dead', 'Dead'],
    [['Dead', ' Dead', 'dead ', 'alive', 'ALIVE'], 'DEAD', 'Dead'],
    [['ＤＥＡＤ', 'dead', 'DEAD', 'alive', 'ａｌｉｖｅ'], 'dead', 'DEAD'],
  ])('%j is two words, whatever their case, blanks and width', (spelt, event, word) => {
    const times = Array.from({ length: 50 }, (_, row) => row + 1);
    const frame = frameOf([
      numericColumn('t', times),
      textColumn(
        'status',
        times.map((_, row) => spelt[row % 5]),
      ),
    ]);
    for (const named of [{ event }, { cause: event }]) {
      const { conventions, warnings } = runKm(kmMethod.schema.parse({ data: 'd', formula: 'Surv(t, status) ~ 1', ...named }), frame);
      expect(foldedWord(String(conventions.event).split(',')[0])).toBe(foldedWord(word));
      expect(String(conventions.event)).toMatch(/, 30$/);
      expect(warnings.filter(({ code }) => code === 'event_spellings')).toHaveLength(2);
      expect(warnings.map(({ code }) => code)).not.toContain('other_causes_censored');
    }
    const parsed = competingMethod.schema.parse({ data: 'd', formula: 'Surv(t, status) ~ 1', censored: ['alive'], times: [5] });
    const competing = runCompeting(parsed, frame);
    expect(String(competing.conventions.event)).toMatch(/^[^;]+, 30$/);
    expect(competing.warnings.filter(({ code }) => code === 'event_spellings')).toHaveLength(2);
  });

  it('says it in cox too', () => {
    const options = { data: 'd', formula: 'Surv(t, died) ~ e012', event: 'died' };
    const { coding, event } = prepareCox(coxMethod.schema.parse(options), words).response;
    expect(eventText(coding, event)).toBe('died, 137');
  });
});

describe('several kinds of event', () => {
  const data = fileOf('competing_words');
  const at = (options: object, frame = data) => {
    const parsed = competingMethod.schema.parse({ data: 'd', formula: 'Surv(t, ev) ~ g', times: [5], ...options });
    return runCompeting(parsed, frame);
  };
  const estimates = (table: ResultTable | undefined) =>
    Object.fromEntries(
      (table?.rows ?? []).map((row) => {
        const value = (name: string) => row[table?.columns.indexOf(name) ?? -1];
        return [`${value('strata')} ${value('cause')}`, Number(value('estimate')).toFixed(6)];
      }),
    );

  it('nobody censored, as R has it', () => {
    const right = { 'g=A relapse': '0.350000', 'g=A death': '0.150000', 'g=B relapse': '0.200000', 'g=B death': '0.150000' };
    expect(estimates(at({ censored: 'none' }).tables.get('at'))).toEqual(right);
    expect(estimates(at({ causes: ['relapse', 'death'] }).tables.get('at'))).toEqual(right);
    expect(estimates(at({ causes: ['death', 'relapse'], censored: 'none' }).tables.get('at'))).toEqual(right);
  });

  it('refuses to guess which word means censored', () => {
    const { code, fixes } = failure(() => at({}));
    expect([code, fixes[0]]).toEqual(['event_words', 'censored: none']);
  });

  it('offers the word that says censored first', () => {
    const column = (name: string, values: readonly string[]) =>
      frameOf([...words.columns, textColumn(name, [...values].concat(Array(words.length - values.length).fill(values[0])))]);
    for (const censored of ['censored', '删失', 'none']) {
      const frame = column('three', ['death', censored, 'relapse']);
      expect(failure(() => at({ formula: 'Surv(t, three) ~ 1' }, frame)).fixes).toEqual([`censored: ${censored}`]);
    }
  });

  it('counts no word that says censored as an event unless it is named, and offers all of them together', () => {
    const column = (values: readonly string[]) =>
      frameOf([
        ...words.columns,
        textColumn(
          'three',
          Array.from({ length: words.length }, (_, row) => values[row % 3]),
        ),
      ]);
    const frame = column(['存活', '失访', '死亡']);
    const formula = 'Surv(t, three) ~ 1';
    expect(failure(() => at({ formula }, frame)).fixes[0]).toBe('censored: [失访, 存活]');
    const { conventions, warnings } = at({ formula, censored: ['失访'] }, frame);
    expect(conventions.event).toMatch(/^死亡, \d+$/u);
    expect(warnings.map(({ code }) => code)).toContain('other_causes_censored');
    expect(at({ formula, causes: ['死亡', '存活'], censored: ['失访'] }, frame).conventions.event).toMatch(/^死亡, \d+; 存活, \d+$/u);
  });

  it('counts only other events as such where the event is named', () => {
    const three = ['censored', 'death', 'relapse'];
    const frame = frameOf([
      ...words.columns,
      textColumn(
        'three',
        Array.from({ length: words.length }, (_, row) => three[row % 3]),
      ),
    ]);
    const relapses = Math.floor(words.length / 3);
    for (const named of [{ event: 'death' }, { cause: 'death' }]) {
      const { warnings } = runKm(kmMethod.schema.parse({ data: 'd', formula: 'Surv(t, three) ~ 1', ...named }), frame);
      const warning = warnings.find(({ code }) => code === 'other_causes_censored');
      expect(warning?.message.en).toContain(`${relapses} rows ended with another event (relapse)`);
    }
  });

  it('quotes a word that the settings would read otherwise', () => {
    const { fixes } = whichIsTheEvent('d', { kind: 'factor', levels: ['in', 'dead '], codes: Int32Array.of(0, 1), logical: false }, 0);
    expect(fixes).toEqual(['event: in', 'event: "dead "']);
  });

  it('says that words which are no cause count as censored', () => {
    const { warnings } = at({ causes: ['relapse'] });
    expect(warnings.map(({ code }) => code)).toEqual(['other_causes_censored', 'one_cause']);
    expect(failure(() => at({ causes: ['relapse'], censored: 'none' })).code).toBe('unknown_cause');
    expect(failure(() => at({ causes: ['relaps'] })).fixes[0]).toBe('relapse');
  });

  it('says each kind of event and its count, and asks of codes without a 0 whether none means censored', () => {
    expect(at({ causes: ['relapse', 'death'] }).conventions.event).toMatch(/^relapse, \d+; death, \d+$/);
    const codes = (event: string) => at({ formula: `Surv(t, ${event}) ~ 1`, times: undefined }, words).warnings;
    const asked = codes('e12').find(({ code }) => code === 'all_events');
    expect(asked?.message.en).toContain('Surv(t, e12 - 1)');
    expect(asked?.message.zh).toContain('Surv(t, e12 - 1)');
    for (const event of ['e12 - 1', 'e012']) expect(codes(event).map(({ code }) => code)).not.toContain('all_events');
  });

  it('says that there are no events', () => {
    expect(failure(() => at({ times: undefined }, fileOf('competing_all_censored'))).code).toBe('no_events');
  });
});
