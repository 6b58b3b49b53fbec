import { expect, it } from 'vitest';
import { insertInto, offerInsertion } from '@/components/notebook/cells/insertable';

it('puts a text where an editor takes it, and nowhere once the editor is closed', () => {
  const taken: string[] = [];
  expect(insertInto('a', 'x')).toBe(false);
  const end = offerInsertion('a', (text) => taken.push(text) > 0);
  expect([insertInto('a', 'x'), insertInto('b', 'y')]).toEqual([true, false]);
  end();
  expect(insertInto('a', 'z')).toBe(false);
  expect(taken).toEqual(['x']);
});

it('an editor that is opened anew is not ended by the one before, and one that may not be written in says so', () => {
  const endFirst = offerInsertion('a', () => true);
  const endSecond = offerInsertion('a', () => false);
  endFirst();
  expect(insertInto('a', 'x')).toBe(false);
  endSecond();
  const endThird = offerInsertion('a', () => true);
  endSecond();
  expect(insertInto('a', 'x')).toBe(true);
  endThird();
});
