import { describe, expect, it } from 'vitest';
import { buildDesign, type DesignOptions } from '@/analysis-kernel/formula/design-matrix';
import { parseFormula } from '@/analysis-kernel/formula/parse-formula';
import { booleanColumn, frameOf, numericColumn, textColumn } from '@/analysis-kernel/frame/build';
import type { Column, ColumnMeta } from '@/analysis-kernel/frame/column';
import { eventWarnings } from '@/analysis-kernel/registry/event-warnings';
import { MethodError } from '@/analysis-kernel/results/method-error';

function read(event: Column, cause: string | number | null = null, expression = 'e') {
  const time = numericColumn(
    't',
    Array.from({ length: event.valid.length }, (_, i) => i + 1),
  );
  const options: DesignOptions = { response: 'survival', intercept: 'coded', cause, also: [] };
  const design = buildDesign(parseFormula(`Surv(t, ${expression}) ~ 1`), frameOf([time, event]), options);
  if (design.survival === null) throw new Error('no response');
  return { events: [...design.survival.event], coding: design.survival.coding, notes: design.survival.notes, missing: design.missing };
}

function failure(event: Column, cause: string | number | null = null): MethodError {
  try {
    read(event, cause);
  } catch (error) {
    if (error instanceof MethodError) return error;
    throw error;
  }
  throw new Error('expected a MethodError');
}

const outcome = (causes: readonly string[] | null, deathsUnlabelled = 0): ColumnMeta => ({
  event: { outcome: 'relapse', causes, deathsUnlabelled },
});

describe('plain event columns', () => {
  it.each([
    ['booleans', booleanColumn('e', [true, false, true]), [1, 0, 1], 'boolean'],
    ['0/1', numericColumn('e', [1, 0, 1], 'integer'), [1, 0, 1], 'zero-one'],
    ['1/2', numericColumn('e', [2, 1, 2], 'integer'), [1, 0, 1], 'one-two'],
    ['only 1', numericColumn('e', [1, 1, 1], 'integer'), [1, 1, 1], 'zero-one'],
    ['only 2', numericColumn('e', [2, 2], 'integer'), [1, 1], 'one-two'],
    ['only 0', numericColumn('e', [0, 0], 'integer'), [0, 0], 'zero-one'],
    ['yes and no', textColumn('e', ['yes', 'no', 'yes']), [1, 0, 1], 'factor'],
    ['only no', textColumn('e', ['否', '否']), [0, 0], 'factor'],
    [
      'two texts in the dictionary’s order',
      textColumn('e', ['dead', 'survived'], {
        levels: [
          { key: 'survived', label: null },
          { key: 'dead', label: null },
        ],
        ordered: true,
      }),
      [1, 0],
      'factor',
    ],
  ])('%s', (_, column, events, kind) => {
    const got = read(column);
    expect(got.events).toEqual(events);
    expect(got.coding.kind).toBe(kind);
  });

  const coded = (values: (string | null)[], keys: string[], ordered: boolean) =>
    textColumn('e', values, { levels: keys.map((key) => ({ key, label: null })), ordered });

  it('an order of the dictionary says which is the event, whichever values occur', () => {
    const keys = ['alive', 'dead', 'lost'];
    expect(read(coded(['dead', 'alive'], keys, true)).events).toEqual([1, 0]);
    expect(read(coded(['dead', 'dead'], keys, true))).toMatchObject({ events: [1, 1], coding: { event: 'dead' } });
    expect(read(coded(['alive', 'alive'], keys, true))).toMatchObject({ events: [0, 0], coding: { event: 'dead' }, notes: [] });
    expect(failure(coded(['dead', 'lost'], keys, true)).code).toBe('event_needs_cause');
    expect(failure(coded(['alive', 'lost', 'dead'], keys, true)).fixes).toEqual(['cause: dead', 'cause: lost', 'method: competing']);
  });

  it.each([
    ['alive', 'dead'],
    ['survived', 'died'],
    ['存活', '死亡'],
    ['生存', '死亡'],
    ['无', '有'],
    ['0 censored', '1 relapse'],
    ['Lost to follow-up', 'stroke'],
    ['no', 'dead'],
  ])('of two words %s says that it means censored, so %s is the event', (censored, event) => {
    for (const values of [
      [event, censored, event],
      [censored, event, censored],
    ]) {
      const { events, coding, notes } = read(textColumn('e', values));
      expect(events).toEqual(values.map((value) => Number(value === event)));
      expect([coding, notes]).toEqual([{ kind: 'factor', event }, []]);
    }
  });

  it.each([
    [['died', 'relapsed'], 'died'],
    [['lost', 'alive'], 'alive'],
    [['dead', 'dead'], 'dead'],
    [['alive', 'alive'], 'alive'],
  ])('%s: words that do not say which is the event are asked about', (values, first) => {
    const error = failure(textColumn('e', values));
    expect([error.code, error.fixes[0]]).toEqual(['event_words', `event: ${first}`]);
  });

  it('an order of the dictionary is heard before the words', () => {
    expect(read(coded(['dead', 'alive'], ['dead', 'alive'], true))).toMatchObject({ events: [0, 1], coding: { event: 'alive' } });
  });

  it('a column of nothing but no names its yes', () => {
    expect(read(textColumn('e', ['No', 'No']))).toMatchObject({ events: [0, 0], coding: { event: 'yes' } });
  });

  it.each([
    ['only 1', numericColumn('e', [1, 1, null], 'integer'), '1', /e is 1.*no row is censored.*which value is the event\.$/],
    ['only 2', numericColumn('e', [2, 2, null], 'integer'), '2', /e is 2/],
    ['only true', booleanColumn('e', [true, null, true]), 'TRUE', /e is TRUE/],
    ['only yes', textColumn('e', ['yes', null, 'yes']), 'yes', /e is yes/],
  ])('%s is taken for all events with a question', (_, column, value, message) => {
    const { events, notes } = read(column);
    expect(events).toEqual([1, 1]);
    expect(notes).toEqual([{ kind: 'all-events', label: 'e', value }]);
    const [warning] = eventWarnings(notes, 'e', {});
    expect(warning.code).toBe('all_events');
    expect(warning.message.en).toMatch(message);
    expect(warning.message.zh).toContain('没有删失');
  });

  it('says nothing of it where the user or the cohort named the event', () => {
    expect(read(numericColumn('e', [1, 1], 'integer'), 1).notes).toEqual([]);
    expect(read(numericColumn('e', [2, 2]), null, 'e == 2').notes).toEqual([]);
    expect(read(numericColumn('e', [1, 1], 'integer', { event: { outcome: 'death', causes: null, deathsUnlabelled: 0 } })).notes).toEqual(
      [],
    );
  });

  it('conditions are booleans', () => {
    expect(read(numericColumn('e', [0, 1, 2, 3]), null, 'e == 2').events).toEqual([0, 0, 1, 0]);
    expect(read(textColumn('e', ['a', 'b', 'c']), null, 'e %in% c("a", "c")').events).toEqual([1, 0, 1]);
  });

  it('missing events cost their rows', () => {
    const got = read(numericColumn('e', [1, null, 0]));
    expect(got.events).toEqual([1, 0]);
    expect(got.missing).toEqual([{ variable: 'e', n: 1 }]);
  });

  it('lists values it cannot read', () => {
    const error = failure(numericColumn('e', [0, 1, 9.5]));
    expect(error.code).toBe('event_values');
    expect(error.text.en).toContain('0, 1, 9.5');
  });

  it('0/1/2 and several texts need a cause and both ways are named', () => {
    for (const column of [numericColumn('e', [0, 1, 2], 'integer'), textColumn('e', ['censored', 'death', 'relapse'])]) {
      const error = failure(column);
      expect(error.code).toBe('event_needs_cause');
      expect(error.text.en).toMatch(/cause: /);
      expect(error.text.en).toMatch(/method: competing/);
    }
  });

  it.each([
    ['censored', 'death', 'relapse'],
    ['删失', '复发', '死亡'],
    ['none', 'a', 'b'],
    ['No', 'a', 'b'],
    ['lost to follow-up', 'a', 'b'],
  ])('%s says that it means censored: the events are %s and %s', (censored, first, second) => {
    const column = textColumn('e', [censored, first, second, censored, second]);
    const { text, fixes } = failure(column);
    expect(fixes).toEqual([`cause: ${first}`, `cause: ${second}`, 'method: competing']);
    expect(text.en).toContain(`(${first}, ${second})`);
    const note = { kind: 'other-causes-censored', cause: first, others: [second], n: 2 };
    const got = read(column, first);
    expect([got.events, got.notes]).toEqual([[0, 1, 0, 0, 0], [note]]);
  });

  it('several words for censored are one: the word beside them is the event', () => {
    const got = read(textColumn('e', ['censored', 'death', 'lost to follow-up']));
    expect([got.events, got.coding, got.notes]).toEqual([[0, 1, 0], { kind: 'factor', event: 'death' }, []]);
    expect(read(textColumn('e', ['alive', 'dead', 'lost to follow-up'])).coding).toEqual({ kind: 'factor', event: 'dead' });
    expect(read(textColumn('e', ['存活', '死亡', '失访'])).coding).toEqual({ kind: 'factor', event: '死亡' });
    expect(read(textColumn('e', ['deceased', 'survived', 'withdrawn'])).coding).toEqual({ kind: 'factor', event: 'deceased' });
    for (const words of [
      ['alive', 'dead', 'lost'],
      ['0 censored', '1 dead', '2: LTFU'],
      ['0=存活', '1=死亡', '9 失访'],
    ]) {
      expect(read(textColumn('e', words)).coding, words.join()).toEqual({ kind: 'factor', event: words[1] });
    }
    expect(read(textColumn('e', ['Y', 'N', 'N'])).events).toEqual([1, 0, 0]);
    expect(failure(textColumn('e', ['alive', 'dead', 'relapse'])).fixes).toEqual(['cause: dead', 'cause: relapse', 'method: competing']);
  });

  it('where no word says censored it is asked', () => {
    const { code, text, fixes } = failure(textColumn('e', ['a', 'b', 'c']));
    expect([code, fixes]).toEqual(['event_needs_cause', ['event: a', 'event: b']]);
    expect(text.en).toContain('none of them says that it means censored');
    expect(text.zh).toContain('哪一个表示删失');
  });

  it('one code beside 0 is one kind of event', () => {
    const { text, fixes } = failure(numericColumn('e', [0, 2, 2], 'integer'));
    expect([text.en.includes('several'), fixes]).toEqual([false, ['cause: 2']]);
    expect(read(numericColumn('e', [0, 2, 2], 'integer'), 2).events).toEqual([0, 1, 1]);
  });
});

describe('causes', () => {
  it('picks a code and notes the others', () => {
    const got = read(numericColumn('e', [0, 1, 2, 2], 'integer'), 2);
    expect(got.events).toEqual([0, 0, 1, 1]);
    expect(got.notes).toEqual([{ kind: 'other-causes-censored', cause: '2', others: ['1'], n: 1 }]);
  });

  it('picks a text; a missing cause is missing', () => {
    const got = read(textColumn('e', ['death', null, 'relapse']), 'relapse');
    expect(got.events).toEqual([0, 1]);
    expect(got.missing.map(({ n }) => n)).toEqual([1]);
    expect(got.notes).toEqual([{ kind: 'other-causes-censored', cause: 'relapse', others: ['death'], n: 1 }]);
  });

  it('refuses an unknown cause with the nearest', () => {
    const error = failure(textColumn('e', ['death', 'relapse']), 'relaps');
    expect([error.code, error.path, error.fixes[0]]).toEqual(['unknown_cause', 'cause', 'relapse']);
  });

  it('refuses a cause where there is one kind of event', () => {
    expect(failure(booleanColumn('e', [true, false]), 'death').code).toBe('cause_without_causes');
  });
});

describe('a cohort’s outcome', () => {
  it('never reads 1/2 as censored and event', () => {
    const labelled = numericColumn('e', [1, 2, 2, 1], 'integer', outcome(['relapse', 'death']));
    expect(failure(labelled).code).toBe('event_needs_cause');
    expect(read(labelled, 'death').events).toEqual([0, 1, 1, 0]);
    expect(read(labelled, 1).events).toEqual([1, 0, 0, 1]);
    expect(failure(numericColumn('e', [1, 2], 'integer', outcome(null))).code).toBe('event_values');
  });

  it('takes a plain outcome as 0/1', () => {
    expect(read(numericColumn('e', [0, 1], 'integer', outcome(null))).events).toEqual([0, 1]);
  });

  it('warns in both languages when deaths are not labelled', () => {
    const { notes } = read(numericColumn('e', [0, 1], 'integer', outcome(null, 7)));
    expect(notes).toEqual([{ kind: 'death-is-competing', outcome: 'relapse', n: 7 }]);
    const [warning] = eventWarnings(notes, 'e', {});
    expect(warning.code).toBe('death_is_competing');
    expect(warning.message.zh).toContain('竞争事件');
  });
});
