import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedText } from '@/analysis-kernel/document/text-change';
import { SavedText } from '@/components/editor/saved-text';
import { type Surface, TextBinding } from '@/components/editor/text-binding';
import type { TextSelection } from '@/components/editor/text-change';
import type { LiveText } from '@/components/workbench/live/live-text';
import { ann, TextModel, wei } from './live-model';

/** An editor that shows a text and has one selection. */
class Editor implements Surface {
  composing = false;
  selection: TextSelection = { anchor: 0, head: 0 };

  constructor(public shown: string) {}

  readonly value = () => this.shown;
  readonly isComposing = () => this.composing;
  readonly apply: Surface['apply'] = (changes, moved) => {
    this.selection = moved(this.selection);
    this.shown = changedText(this.shown, changes);
  };

  put(start: number, end: number, text: string): void {
    this.shown = changedText(this.shown, [{ start, end, text }]);
    const at = start + text.length;
    this.selection = { anchor: at, head: at };
  }
}

function opened(text: Pick<LiveText, 'value' | 'listen' | 'edit'>, shown = text.value()) {
  const editor = new Editor(shown);
  const binding = new TextBinding(text, editor, { edit: text.edit, takes: (typed) => typed === '/' });
  return { editor, binding };
}

it('tells what is typed and shows what others type, without moving the cursor', () => {
  const model = new TextModel('one two');
  const [mine, theirs] = [opened(model.of(ann)), opened(model.of(wei))];
  mine.editor.put(3, 3, '!');
  mine.binding.typed([{ start: 3, end: 3, text: '!' }]);
  theirs.editor.put(0, 0, '> ');
  theirs.binding.typed();
  expect(mine.editor.shown).toBe('> one! two');
  expect(theirs.editor.shown).toBe('> one! two');
  expect(mine.editor.selection).toEqual({ anchor: 6, head: 6 });
});

it('leaves a word alone that an input method composes, and puts it on top of what others did', () => {
  const model = new TextModel('ab');
  const { editor, binding } = opened(model.of(ann));
  editor.composing = true;
  editor.put(1, 1, 'ni');
  binding.typed();
  model.of(wei).edit([{ start: 0, end: 0, text: 'xx' }]);
  model.of(wei).edit([{ start: 4, end: 4, text: 'yy' }]);
  expect(editor.shown).toBe('anib');
  editor.put(1, 3, '你');
  binding.typed();
  expect(model.text).toBe('xxabyy');
  editor.composing = false;
  binding.typed();
  expect(model.text).toBe('xxa你byy');
  expect(editor.shown).toBe('xxa你byy');
  expect(editor.selection).toEqual({ anchor: 4, head: 4 });
});

it('tells no half of a character, keeps line ends LF and takes no NUL', () => {
  const model = new TextModel('ab');
  const { editor, binding } = opened(model.of(ann));
  editor.put(1, 1, '\uD83D');
  binding.typed([{ start: 1, end: 1, text: '\uD83D' }]);
  model.of(wei).edit([{ start: 2, end: 2, text: 'c' }]);
  expect(model.text).toBe('abc');
  editor.put(2, 2, '\uDE00');
  binding.typed([{ start: 2, end: 2, text: '\uDE00' }]);
  expect(model.text).toBe('a😀bc');
  editor.put(0, 0, 'x\r\ny\0');
  binding.typed([{ start: 0, end: 0, text: 'x\r\ny\0' }]);
  expect(model.text).toBe('x\nya😀bc');
  expect(editor.shown).toBe(model.text);
});

it('goes on where undo changed the text, and not where somebody else did', () => {
  const model = new TextModel('one two three');
  const { editor, binding } = opened(model.of(ann));
  binding.turn(() => model.change([{ start: 4, end: 7, text: '2' }], null));
  expect(editor.selection).toEqual({ anchor: 5, head: 5 });
  model.of(wei).edit([{ start: 11, end: 11, text: '!' }]);
  expect(editor.selection).toEqual({ anchor: 5, head: 5 });
});

it('takes a command for no text', () => {
  const model = new TextModel('');
  const { editor, binding } = opened(model.of(ann));
  editor.put(0, 0, '/');
  binding.typed();
  expect([editor.shown, model.text]).toEqual(['', '']);
});

it('changes over to a document without losing a key, in the middle of a word too', () => {
  const told: string[] = [];
  const saved = new SavedText('ab', (text) => told.push(text));
  const { editor, binding } = opened(saved);
  editor.put(2, 2, 'c');
  binding.typed();
  expect(told).toEqual(['abc']);
  editor.composing = true;
  editor.put(3, 3, 'ha');
  // The document came with what was saved; what is being composed is saved as the first binding ends.
  const model = new TextModel('abc');
  binding.end();
  model.change([{ start: 3, end: 3, text: 'ha' }], null);
  model.of(wei).edit([{ start: 0, end: 0, text: '> ' }]);
  const next = new TextBinding(model.of(ann), editor, { edit: model.of(ann).edit, takes: () => false });
  editor.put(3, 5, '哈');
  next.typed();
  expect(editor.shown).toBe('abc哈');
  editor.composing = false;
  next.typed();
  expect(told).toEqual(['abc', 'abcha']);
  expect(editor.shown).toBe('> abc哈');
  expect(model.text).toBe('> abc哈');
});

it('takes what others and undo do as a value where the text is not shared', () => {
  const saved = new SavedText('one two', () => undefined);
  const { editor, binding } = opened(saved);
  editor.selection = { anchor: 7, head: 7 };
  saved.given('one 2 two');
  expect([editor.shown, editor.selection.head]).toEqual(['one 2 two', 9]);
  binding.turn(() => undefined);
  saved.given('one two');
  expect([editor.shown, editor.selection.head]).toEqual(['one two', 4]);
});

it('holds three people at one text together, whatever they type and compose', () => {
  const act = fc.record({
    who: fc.nat({ max: 2 }),
    kind: fc.constantFrom('type', 'type', 'begin', 'end'),
    from: fc.nat({ max: 60 }),
    length: fc.nat({ max: 3 }),
    put: fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '中'), maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const model = new TextModel('The first line\nand the second');
      const people = [ann, wei, { ...ann, id: 'mei' }].map((person) => opened(model.of(person)));
      for (const { who, kind, from, length, put } of acts) {
        const { editor, binding } = people[who];
        if (kind === 'begin') editor.composing = true;
        if (kind === 'end') editor.composing = false;
        if (kind === 'type') {
          const letters = [...editor.shown];
          const start = letters.slice(0, from % (letters.length + 1)).join('').length;
          const end =
            start +
            letters
              .slice(from % (letters.length + 1))
              .slice(0, length)
              .join('').length;
          editor.put(start, end, put);
        }
        binding.typed();
      }
      for (const { editor, binding } of people) {
        editor.composing = false;
        binding.typed();
      }
      expect(people.map(({ editor }) => editor.shown)).toEqual([model.text, model.text, model.text]);
      expect(model.text).not.toMatch(/\p{Surrogate}/u);
    }),
    { seed: 11, numRuns: 400 },
  );
});
