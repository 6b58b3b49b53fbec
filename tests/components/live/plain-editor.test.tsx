// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { PlainEditor } from '@/components/editor/plain-editor';
import type { LiveText } from '@/components/workbench/live/live-text';
import { ann, TextModel, wei } from './live-model';

afterEach(cleanup);

const told: string[] = [];

function open(value: string, text: LiveText | null = null) {
  told.length = 0;
  const editor = (now: string, shared: LiveText | null) => (
    <PlainEditor language="markdown" label="Text" readOnly={false} value={now} text={shared} onChange={(typed) => void told.push(typed)} />
  );
  const page = render(editor(value, text));
  const area = page.getByRole('textbox') as HTMLTextAreaElement;
  const type = (typed: string) => {
    area.value = typed;
    area.setSelectionRange(typed.length, typed.length);
    fireEvent(area, new InputEvent('input', { bubbles: true }));
  };
  return { page, area, type, give: (now: string, shared: LiveText | null) => page.rerender(editor(now, shared)) };
}

it('works as ever on a text that nobody shares', () => {
  const { area, type, give } = open('one');
  type('one two');
  expect(told).toEqual(['one two']);
  give('one two', null);
  area.setSelectionRange(2, 2);
  give('> one two', null);
  expect(area.value).toBe('> one two');
  expect(area.selectionStart).toBe(4);
});

it('writes into a shared text by the smallest change, and shows what others write beside the cursor', () => {
  const model = new TextModel('one');
  const { area, type } = open('one', model.of(ann));
  const heard: unknown[] = [];
  model.of(wei).listen((changes) => heard.push(...changes));
  type('one two');
  expect(heard).toEqual([{ start: 3, end: 3, text: ' two' }]);
  expect(told).toEqual([]);
  area.setSelectionRange(7, 7);
  model.of(wei).edit([{ start: 0, end: 0, text: '> ' }]);
  expect(area.value).toBe('> one two');
  expect(area.selectionStart).toBe(9);
});

it('lets a word be composed in peace while somebody else writes', () => {
  const model = new TextModel('甲');
  const { area } = open('甲', model.of(ann));
  fireEvent.compositionStart(area);
  area.value = '甲yi';
  fireEvent(area, new InputEvent('input', { bubbles: true }));
  model.of(wei).edit([{ start: 0, end: 0, text: '一、' }]);
  expect(area.value).toBe('甲yi');
  area.value = '甲乙';
  fireEvent.compositionEnd(area);
  expect(area.value).toBe('一、甲乙');
  expect(model.text).toBe('一、甲乙');
});

it('changes over to the document when it comes, and back when it goes', () => {
  const { area, type, give } = open('one');
  type('one two');
  const model = new TextModel('> one two');
  give('one two', model.of(ann));
  expect(area.value).toBe('> one two');
  type('> one two three');
  expect(model.text).toBe('> one two three');
  give('> one two three', null);
  type('> one two three four');
  expect(told).toEqual(['one two', '> one two three four']);
});

it('tells where the cursor is, and that it has left', () => {
  const model = new TextModel('one two');
  const { area, page } = open('one two', model.of(ann));
  area.focus();
  area.setSelectionRange(1, 3);
  fireEvent(document, new Event('selectionchange'));
  expect(model.selectionOf('ann')).toEqual({ anchor: 1, head: 3 });
  act(() => page.unmount());
  expect(model.selectionOf('ann')).toBeNull();
});
