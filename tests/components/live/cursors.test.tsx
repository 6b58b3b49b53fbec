// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { act, cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flagsOf, flagText, LiveCursors, NAMED_MS } from '@/components/editor/live-cursors';
import { PERSON_COLOURS, personClass } from '@/components/editor/person-colour';
import { SourceEditor } from '@/components/editor/source-editor';
import type { LiveText } from '@/components/workbench/live/live-text';
import { ann, TextModel, wei } from './live-model';

vi.mock('@/components/editor/monaco/load', () => ({ loadMonaco: () => new Promise(() => undefined) }));

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const later = (work: () => void, milliseconds: number) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};
const named = (cursors: LiveCursors) => cursors.all().flatMap(({ name, isNamed }) => (isNamed ? [name] : []));

describe('a name at a cursor', () => {
  it('stands there for a moment after the person has moved, not when others push the cursor along', () => {
    const model = new TextModel('one two');
    const [mine, theirs] = [model.of(ann), model.of(wei)];
    theirs.select({ anchor: 5, head: 5 });
    const cursors = new LiveCursors(mine, later);
    expect(named(cursors)).toEqual(['李伟']);
    vi.advanceTimersByTime(NAMED_MS);
    expect(named(cursors)).toEqual([]);
    cursors.still(() => mine.edit([{ start: 0, end: 0, text: '> ' }]));
    expect(cursors.all()[0].head).toBe(7);
    expect(named(cursors)).toEqual([]);
    theirs.select({ anchor: 2, head: 4 });
    expect(named(cursors)).toEqual(['李伟']);
    cursors.end();
    theirs.select(null);
    expect(cursors.all()).toHaveLength(1);
  });

  it('stands at whoever writes', () => {
    const model = new TextModel('one');
    const theirs = model.of(wei);
    theirs.select({ anchor: 3, head: 3 });
    const cursors = new LiveCursors(model.of(ann), later);
    vi.advanceTimersByTime(NAMED_MS);
    theirs.edit([{ start: 3, end: 3, text: '!' }]);
    theirs.select({ anchor: 4, head: 4 });
    expect(named(cursors)).toEqual(['李伟']);
  });

  it('is one for several people in one place', () => {
    const at = { anchor: 3, head: 3, isNamed: true };
    const [flag, ...more] = flagsOf([
      { person: 'a', name: 'Ann', colour: 1, ...at },
      { person: 'b', name: 'Bo', colour: 2, ...at },
      { person: 'c', name: 'Cy', colour: 3, ...at },
      { person: 'd', name: 'Di', colour: 3, ...at, isNamed: false },
    ]);
    expect(more).toEqual([]);
    expect(flagText(flag)).toBe('Ann +2');
  });
});

function open(language: 'markdown' | 'sql', text: LiveText, value: string) {
  return render(
    <SourceEditor
      language={language}
      label="Source"
      value={value}
      readOnly={false}
      text={text}
      onChange={() => undefined}
      onOpen={() => undefined}
    />,
  );
}

describe.each(['markdown', 'sql'] as const)('in a text of %s others are seen', (language) => {
  it('with their cursor, what they selected and their name, beside words that stay as they are', () => {
    const model = new TextModel('one\ntwo\nthree');
    model.of(wei).select({ anchor: 5, head: 10 });
    const { container } = open(language, model.of(ann), model.text);
    const carets = [...container.querySelectorAll('[data-caret]')];
    expect(carets.map((caret) => [caret.getAttribute('data-caret'), caret.className])).toEqual([
      ['wei', `live-caret ${personClass(wei.colour)}`],
    ]);
    const selected = [...container.querySelectorAll('.live-selection')].map(({ textContent }) => textContent);
    expect(selected.join('|')).toBe(language === 'sql' ? 'wo|th' : 'wo\nth');
    expect(container.querySelector('.live-flag')?.textContent).toBe('李伟');
    expect([...container.querySelectorAll('[aria-hidden].pointer-events-none')].length).toBeGreaterThan(0);
    act(() => vi.advanceTimersByTime(NAMED_MS));
    expect(container.querySelector('.live-flag')).toBeNull();
    act(() => model.of(wei).select(null));
    expect(container.querySelector('[data-caret]')).toBeNull();
  });
});

describe('the colours of people', () => {
  const css = readFileSync('app/globals.css', 'utf8');
  const themes = {
    light: css.slice(css.indexOf(':root'), css.indexOf('@utility dark-tokens')),
    dark: css.slice(css.indexOf('@utility dark-tokens')),
  };
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string) => {
    const [a, b] = [luminance(one), luminance(other)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };

  it.each(['light', 'dark'] as const)('stand out from every ground of the %s theme, and names are read on them', (theme) => {
    const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`, 'u').exec(themes[theme])?.[1] ?? '';
    const colours = [...themes[theme].matchAll(/--person-[a-z]+: (#[0-9a-f]{6})/gu)].map(([, colour]) => colour);
    expect(new Set(colours).size).toBe(PERSON_COLOURS);
    for (const colour of colours) {
      for (const ground of ['ground', 'surface', 'raised', 'sunken']) expect(contrast(colour, token(ground))).toBeGreaterThanOrEqual(3);
      expect(contrast(colour, token('on-person'))).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('go round, whatever number a person has', () => {
    expect([0, 7, 8, -1].map(personClass)).toEqual(['person-1', 'person-8', 'person-1', 'person-8']);
  });
});
