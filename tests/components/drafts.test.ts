import { expect, it } from 'vitest';
import { type Draft, type DraftPlace, Drafts } from '@/components/workbench/store/drafts';
import { settled } from './server-model';

const draft = (body: string): Draft => ({
  entries: [{ id: body, operation: { kind: 'text', id: 'a', base: 1, change: { as: 'whole', body } }, sent: false }],
  cells: [],
});

/** A place that notes what it is given, each write after a turn. */
function notingPlace() {
  const written: (Draft | null)[] = [];
  const place: DraftPlace = {
    tabs: async () => [],
    read: async () => null,
    write: async (_person, _notebook, _tab, given) => {
      await null;
      written.push(given);
    },
    live: async () => () => undefined,
    ifLeft: async () => undefined,
  };
  return { written, drafts: new Drafts(place, 'ann', 'notebook', 'tab') };
}

it.each(Array.from({ length: 12 }, (_, turns) => turns))('puts a draft to rest that comes %i turns after another', async (turns) => {
  const { written, drafts } = notingPlace();
  void drafts.write(draft('first'));
  for (let turn = 0; turn < turns; turn += 1) await null;
  void drafts.write(draft('second'));
  await settled();
  expect(written.at(-1)).toEqual(draft('second'));
});

it('writes nothing in the place of a draft whose last operation has arrived', async () => {
  const { written, drafts } = notingPlace();
  await drafts.write(draft('first'));
  await drafts.write({ entries: [], cells: [] });
  expect(written).toEqual([draft('first'), null]);
});
