import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '@/analysis-kernel/document/operations';
import { SaveRefused } from '@/components/workbench/store/save-refused';
import { BrowserModel, cellNamed as cell, openTab, ServerModel, settled } from './server-model';

const insert = (id: string, body: string, after: string | null): Operation => ({
  kind: 'insert',
  id,
  base: 0,
  cell: { kind: 'sql', name: id, body },
  after,
});
const words = (server: ServerModel) =>
  server.sent.map((operations) =>
    operations.map(({ operation }) => [operation.kind, 'base' in operation ? operation.base : null] as const),
  );

describe('saving', () => {
  it('sends typing in one cell as one operation, made from the version it was made from', async () => {
    const server = new ServerModel(cell('a', 'one', 4));
    const tab = await openTab(server);
    for (const text of ['o', 'on', 'only']) tab.type('a', text);
    expect(tab.store.snapshot()).toMatchObject({ saving: 'saving', waiting: 1 });
    await tab.store.flush();
    expect(server.sent[0]).toMatchObject([{ operation: { kind: 'text', id: 'a', base: 4, change: { as: 'whole', body: 'only' } } }]);
    expect(tab.store.snapshot()).toMatchObject({ saving: 'saved', waiting: 0 });
    tab.type('a', 'again');
    await tab.store.flush();
    expect(server.read().cells[0]).toMatchObject({ body: 'again', version: 6 });
  });

  it('says why the server will not take an edit, keeps it, and sends it once it will', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const browser = new BrowserModel();
    const tab = await openTab(server, browser);
    server.refusal = new SaveRefused('signed out', true);
    tab.type('a', 'typed meanwhile');
    await tab.store.flush();
    expect(tab.store.snapshot()).toMatchObject({
      saving: 'refused',
      waiting: 1,
      refusal: { message: 'signed out', signedOut: true },
    });
    expect([...browser.drafts.values()]).toMatchObject([{ entries: [{ operation: { kind: 'text', base: 1 } }] }]);
    server.refusal = null;
    await tab.store.flush();
    await settled();
    expect(tab.store.snapshot()).toMatchObject({ saving: 'saved', waiting: 0, refusal: null });
    expect(server.body('a')).toBe('typed meanwhile');
    expect(browser.drafts.size).toBe(0);
  });

  it('sends no more at once than a request may carry', async () => {
    const server = new ServerModel();
    const tab = await openTab(server);
    tab.store.dispatch(...['x', 'y', 'z'].map((id) => insert(id, id.repeat(400_000), null)));
    tab.store.dispatch(...Array.from({ length: 250 }, (_, at) => insert(`cell${at}`, '', null)));
    while (tab.store.snapshot().waiting > 0) await tab.store.flush();
    expect(server.sent.map((operations) => operations.length)).toEqual([2, 100, 100, 51]);
    expect(server.notebook.cells).toHaveLength(253);
  });

  it('merges two windows that change different cells', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
    const [left, right] = [await openTab(server), await openTab(server)];
    left.type('a', 'left');
    right.type('b', 'right');
    await left.store.flush();
    await right.store.flush();
    left.refresh();
    expect([left.body('a'), left.body('b')]).toEqual(['left', 'right']);
    expect(right.store.snapshot().conflicts.size).toBe(0);
  });

  it.each([
    ['mine', 'right'],
    ['theirs', 'left'],
  ] as const)('shows the later saver of one cell both texts, and takes %s', async (choice, expected) => {
    const server = new ServerModel(cell('a', 'one'));
    const [left, right] = [await openTab(server), await openTab(server)];
    left.type('a', 'left');
    right.type('a', 'righ');
    await left.store.flush();
    await right.store.flush();
    expect(right.store.snapshot().conflicts.get('a')).toMatchObject({ theirs: { body: 'left' } });
    // What is typed on waits with it and overwrites nobody.
    right.type('a', 'right');
    await right.store.flush();
    right.refresh();
    expect([right.body('a'), server.body('a')]).toEqual(['right', 'left']);
    right.store.resolve('a', choice);
    await right.store.flush();
    expect([right.body('a'), server.body('a')]).toEqual([expected, expected]);
    expect(right.store.snapshot().conflicts.size).toBe(0);
  });

  it('asks about a cell that one removed and the other changed, on both sides', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
    const [left, right] = [await openTab(server), await openTab(server)];
    left.type('a', 'left');
    left.store.dispatch({ kind: 'remove', id: 'b', base: 1 });
    right.store.dispatch({ kind: 'remove', id: 'a', base: 1 });
    right.type('b', 'right');
    await left.store.flush();
    await right.store.flush();
    right.refresh();
    expect([...right.store.snapshot().conflicts.values()]).toMatchObject([
      { id: 'a', removed: true, theirs: { body: 'left' } },
      { id: 'b', removed: false, theirs: null },
    ]);
    expect([right.body('a'), right.body('b')]).toEqual(['left', 'right']);
    right.store.resolve('a', 'mine');
    right.store.resolve('b', 'mine');
    await right.store.flush();
    expect(server.read().cells).toMatchObject([{ id: 'b', body: 'right' }]);
    right.type('b', 'on');
    await right.store.flush();
    expect(server.body('b')).toBe('on');
  });

  it('does not let an answer from elsewhere overwrite what is being typed, nor an old one what is saved', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const tab = await openTab(server);
    const old = server.read();
    tab.type('a', 'typing');
    tab.store.refresh({ ...old, version: 3, cells: [cell('a', 'theirs', 2)] });
    expect(tab.body('a')).toBe('typing');
    tab.store.refresh(server.read());
    server.version = 4;
    await tab.store.flush();
    tab.store.refresh({ ...old, version: 3 });
    expect(tab.body('a')).toBe('typing');
  });

  it('takes in cells that others added or moved while own ones are under way', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
    const [left, right] = [await openTab(server), await openTab(server)];
    left.store.dispatch(insert('c', 'three', null), { kind: 'move', id: 'b', after: null });
    await left.store.flush();
    right.store.dispatch(insert('d', 'four', 'a'));
    right.refresh();
    expect(right.store.snapshot().order).toEqual(['b', 'c', 'a', 'd']);
    await right.store.flush();
    expect(server.notebook.cells.map(({ id }) => id)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('does not fall out with itself when the answer to a save is lost', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
    const tab = await openTab(server);
    server.line = 'mute';
    tab.type('a', 'first');
    tab.store.dispatch({ kind: 'rename', id: 'a', base: 0, name: 'a2' }, { kind: 'remove', id: 'b', base: 0 });
    tab.type('a', 'second');
    await tab.store.flush();
    tab.type('a', 'third, typed meanwhile');
    server.line = 'up';
    await tab.store.flush();
    await tab.store.flush();
    expect(words(server).slice(1)).toEqual([words(server)[0], [['text', 4]]]);
    expect(tab.store.snapshot()).toMatchObject({ saving: 'saved', waiting: 0, conflicts: new Map() });
    expect(server.read().cells).toEqual([{ ...cell('a', 'third, typed meanwhile', 5), name: 'a2' }]);
  });

  it('tells a change made on a lost answer from what others wrote on top of it', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const [left, right] = [await openTab(server), await openTab(server)];
    server.line = 'mute';
    left.type('a', 'left');
    await left.store.flush();
    server.line = 'up';
    right.refresh();
    right.type('a', 'left and right');
    await right.store.flush();
    left.type('a', 'left on');
    await left.store.flush();
    await left.store.flush();
    expect(left.store.snapshot().conflicts.get('a')).toMatchObject({ theirs: { body: 'left and right' } });
  });
});

describe('drafts', () => {
  it('keep an edit over a dropped connection and a closed window, and send it later', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const browser = new BrowserModel();
    const first = await openTab(server, browser);
    server.line = 'deaf';
    first.type('a', 'typed offline');
    await first.store.flush();
    expect(first.store.snapshot()).toMatchObject({ saving: 'offline', waiting: 1 });
    first.close();
    server.line = 'up';
    const second = await openTab(server, browser);
    await settled();
    expect([second.body('a'), server.body('a'), browser.drafts.size]).toEqual(['typed offline', 'typed offline', 0]);
  });

  it('typed on an older text than the cell has now are a conflict that shows both', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
    const browser = new BrowserModel();
    const first = await openTab(server, browser);
    server.line = 'deaf';
    first.type('a', 'typed offline');
    first.type('b', 'typed offline too');
    await first.store.flush();
    first.close();
    server.line = 'up';
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.type('a', 'saved meanwhile');
    colleague.store.dispatch({ kind: 'remove', id: 'b', base: 1 });
    await colleague.store.flush();
    const second = await openTab(server, browser);
    expect(server.body('a')).toBe('saved meanwhile');
    expect([...second.store.snapshot().conflicts.values()]).toMatchObject([
      { id: 'a', theirs: { body: 'saved meanwhile' } },
      { id: 'b', theirs: null },
    ]);
    expect([second.body('a'), second.body('b')]).toEqual(['typed offline', 'typed offline too']);
    // Undecided, it outlives this window too.
    await settled();
    second.close();
    const third = await openTab(server, browser);
    expect(third.body('a')).toBe('typed offline');
    third.store.resolve('a', 'theirs');
    third.store.resolve('b', 'mine');
    await third.store.flush();
    await settled();
    expect(server.read().cells).toMatchObject([
      { id: 'a', body: 'saved meanwhile' },
      { id: 'b', name: 'b', body: 'typed offline too' },
    ]);
    expect(browser.drafts.size).toBe(0);
  });

  it('that had arrived before the window closed are no conflict, and no older text over a newer', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const browser = new BrowserModel();
    const first = await openTab(server, browser);
    server.line = 'mute';
    first.type('a', 'arrived');
    await first.store.flush();
    first.close();
    server.line = 'up';
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.type('a', 'arrived and went on');
    await colleague.store.flush();
    const second = await openTab(server, browser);
    expect(second.store.snapshot().conflicts.size).toBe(0);
    expect([second.body('a'), server.body('a')]).toEqual(['arrived and went on', 'arrived and went on']);
    second.type('a', 'arrived and went on, and on');
    await second.store.flush();
    expect(second.store.snapshot().conflicts.size).toBe(0);
    expect(server.body('a')).toBe('arrived and went on, and on');
  });

  it('that had arrived hide nothing of what others made of the title, names, order and cells since', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'), cell('c', 'three'), cell('d', 'four'));
    const browser = new BrowserModel();
    const first = await openTab(server, browser);
    server.line = 'mute';
    first.store.dispatch(
      { kind: 'title', from: null, title: 'Mine' },
      { kind: 'rename', id: 'a', base: 0, name: 'mine' },
      { kind: 'move', id: 'd', after: null },
      { kind: 'remove', id: 'b', base: 0 },
    );
    await first.store.flush();
    first.close();
    server.line = 'up';
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.store.dispatch(
      { kind: 'title', from: 'Mine', title: 'Theirs' },
      { kind: 'rename', id: 'a', base: 0, name: 'theirs' },
      { kind: 'move', id: 'd', after: 'c' },
      { kind: 'insert', id: 'b', base: 2, cell: { kind: 'sql', name: 'b', body: 'again' }, after: 'a' },
    );
    await colleague.store.flush();
    const second = await openTab(server, browser);
    const { notebook, conflicts, titleConflict, saving } = second.store.snapshot();
    expect([conflicts.size, titleConflict, saving]).toEqual([0, null, 'saved']);
    expect(notebook.settings.title).toBe('Theirs');
    expect(notebook.cells).toEqual(server.notebook.cells);
  });

  it('of which one part had arrived and another had not show what others wrote beside what is sent now', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
    const browser = new BrowserModel();
    const first = await openTab(server, browser);
    server.line = 'mute';
    first.type('a', 'arrived');
    await first.store.flush();
    first.type('b', 'not arrived');
    await settled();
    first.close();
    server.line = 'up';
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.type('a', 'arrived and went on');
    await colleague.store.flush();
    const second = await openTab(server, browser);
    expect(second.store.snapshot().notebook.cells).toEqual(server.notebook.cells);
    expect([second.body('a'), second.body('b')]).toEqual(['arrived and went on', 'not arrived']);
  });

  it('sent again after others were heard of put no older text over theirs', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const tab = await openTab(server);
    server.line = 'mute';
    tab.type('a', 'arrived');
    await tab.store.flush();
    server.line = 'up';
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.type('a', 'arrived and went on');
    await colleague.store.flush();
    tab.refresh();
    await tab.store.flush();
    expect([tab.body('a'), tab.store.snapshot().conflicts.size]).toEqual(['arrived and went on', 0]);
    // What would put an older text over theirs cannot be taken back.
    expect(tab.store.snapshot().canUndo).toBe(false);
  });

  it('of another person at the same computer are neither shown nor sent', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const browser = new BrowserModel();
    const ann = await openTab(server, browser, 'ann');
    server.line = 'deaf';
    ann.type('a', "Ann's");
    await ann.store.flush();
    ann.close();
    server.line = 'up';
    const bob = await openTab(server, browser, 'bob');
    await bob.store.flush();
    expect([bob.body('a'), server.body('a')]).toEqual(['one', 'one']);
    const back = await openTab(server, browser, 'ann');
    expect(back.body('a')).toBe("Ann's");
  });

  it('of two open tabs stay apart', async () => {
    const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
    const browser = new BrowserModel();
    const left = await openTab(server, browser);
    server.line = 'deaf';
    left.type('a', 'left');
    await left.store.flush();
    const right = await openTab(server, browser);
    right.type('b', 'right');
    await right.store.flush();
    await settled();
    expect(right.body('a')).toBe('one');
    expect([...browser.drafts.values()].map(({ entries }) => entries.length)).toEqual([1, 1]);
    left.close();
    right.close();
    server.line = 'up';
    const next = await openTab(server, browser);
    expect([next.body('a'), next.body('b'), server.body('a'), server.body('b')]).toEqual(['left', 'right', 'left', 'right']);
  });
});

describe('two windows', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'n', 'm');
  const act = fc.oneof(
    fc.record({ act: fc.constant('text' as const), id, body: fc.string({ maxLength: 5 }) }),
    fc.record({ act: fc.constant('rename' as const), id, name: fc.constantFrom('x', 'y', 'z') }),
    fc.record({ act: fc.constant('remove' as const), id }),
    fc.record({ act: fc.constant('move' as const), id, after: fc.option(id) }),
    fc.record({ act: fc.constant('insert' as const), id: fc.constantFrom('n', 'm'), after: fc.option(id) }),
    fc.record({ act: fc.constantFrom('undo', 'redo', 'save', 'refresh', 'lose', 'reopen') }),
  );

  it('come to one notebook whatever they do, and lose no text without a choice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat({ max: 1 }), act), { maxLength: 25 }), async (acts) => {
        const server = new ServerModel(cell('a', 'one'), cell('b', 'two'), cell('c', 'three'));
        const browsers = [new BrowserModel(), new BrowserModel()];
        const tabs = [await openTab(server, browsers[0]), await openTab(server, browsers[1])];
        for (const [who, what] of acts) {
          const tab = tabs[who];
          const there = 'id' in what ? tab.store.snapshot().cells.get(what.id) : undefined;
          const base = there?.version ?? 0;
          if (what.act === 'undo' || what.act === 'redo') tab.store[what.act]();
          else if (what.act === 'save') await tab.store.flush();
          else if (what.act === 'refresh') tab.refresh();
          else if (what.act === 'lose') {
            server.line = 'mute';
            await tab.store.flush();
            server.line = 'up';
          } else if (what.act === 'reopen') {
            await settled();
            tab.close();
            tabs[who] = await openTab(server, browsers[who]);
            const { notebook, saving } = tabs[who].store.snapshot();
            if (saving === 'saved') expect(notebook.cells).toEqual(server.notebook.cells);
          } else if (what.act === 'insert') {
            if (!there && !tab.store.snapshot().conflicts.has(what.id)) tab.store.dispatch(insert(what.id, `${who}`, what.after));
          } else if (what.act === 'text') tab.type(what.id, what.body);
          else if (what.act === 'rename') tab.store.dispatch({ kind: 'rename', id: what.id, base, name: what.name });
          else if (what.act === 'remove') tab.store.dispatch({ kind: 'remove', id: what.id, base });
          else if (what.act === 'move') tab.store.dispatch({ kind: 'move', id: what.id, after: what.after });
        }
        for (let round = 0; round < 3; round += 1) {
          for (const tab of tabs) {
            while (tab.store.snapshot().waiting > 0) await tab.store.flush();
            for (const conflict of [...tab.store.snapshot().conflicts.keys()]) tab.store.resolve(conflict, round === 0 ? 'mine' : 'theirs');
            while (tab.store.snapshot().waiting > 0) await tab.store.flush();
            tab.refresh();
          }
        }
        for (const tab of tabs) {
          tab.refresh();
          expect(tab.store.snapshot().conflicts.size).toBe(0);
          const shown = tab.store.snapshot().notebook.cells.map(({ id: own, name, body, version }) => ({ id: own, name, body, version }));
          expect(shown).toEqual(server.notebook.cells.map(({ id: own, name, body, version }) => ({ id: own, name, body, version })));
        }
      }),
      { seed: 20261129, numRuns: 400 },
    );
  });
});

describe('undo', () => {
  it('takes typing in one cell back in one step, and structure step by step', async () => {
    const tab = await openTab(new ServerModel(cell('a', 'one'), cell('b', 'two')));
    tab.type('a', 'x');
    tab.type('a', 'xy');
    tab.store.dispatch(insert('newcell1', 'note', 'a'));
    tab.store.dispatch({ kind: 'remove', id: 'b', base: 1 });
    const ids = () => tab.store.snapshot().order;
    expect(ids()).toEqual(['a', 'newcell1']);
    expect(tab.store.undo()).toBe('b');
    expect(ids()).toEqual(['a', 'newcell1', 'b']);
    tab.store.undo();
    tab.store.undo();
    expect([ids(), tab.body('a')]).toEqual([['a', 'b'], 'one']);
    expect(tab.store.snapshot().canUndo).toBe(false);
    tab.store.redo();
    tab.store.redo();
    expect([ids(), tab.body('a')]).toEqual([['a', 'newcell1', 'b'], 'xy']);
  });

  it('begins a new step after a pause, with a line, and around a paste', async () => {
    const tab = await openTab(new ServerModel(cell('a', '')));
    const steps = ['one', 'one\n', 'one\nt', 'one\ntw', 'one\ntwo'];
    for (const text of ['o', 'on', ...steps]) tab.type('a', text);
    tab.type('a', `one\ntwo${' pasted'.repeat(5)}`);
    tab.type('a', `one\ntwo${' pasted'.repeat(5)}!`);
    tab.timers.findLast(({ milliseconds }) => milliseconds === 1500)?.work();
    tab.type('a', `one\ntwo${' pasted'.repeat(5)}!?`);
    const back: (string | undefined)[] = [];
    while (tab.store.snapshot().canUndo) {
      tab.store.undo();
      back.push(tab.body('a'));
    }
    const pasted = `one\ntwo${' pasted'.repeat(5)}`;
    expect(back).toEqual([`${pasted}!`, pasted, 'one\ntwo', 'one', '']);
  });

  it('takes back one cell at a time however quickly one goes from one to the other', async () => {
    const tab = await openTab(new ServerModel(cell('a', 'A'), cell('b', 'B')));
    for (const text of ['1', '12']) for (const id of ['a', 'b']) tab.type(id, text);
    tab.store.undo();
    expect([tab.body('a'), tab.body('b')]).toEqual(['12', '1']);
    tab.store.undo();
    expect([tab.body('a'), tab.body('b')]).toEqual(['1', '1']);
  });

  it('keeps what can be done again when other cells change, and gives up what would undo those', async () => {
    const tab = await openTab(new ServerModel(cell('a', 'A'), cell('b', 'B')));
    tab.type('b', 'B1');
    tab.type('a', 'A1');
    tab.store.undo();
    tab.store.undo();
    tab.type('a', 'A2');
    tab.store.redo();
    expect([tab.body('a'), tab.body('b')]).toEqual(['A2', 'B1']);
    expect(tab.store.snapshot().canRedo).toBe(false);
  });

  it('never puts an older text over what someone else wrote since', async () => {
    const server = new ServerModel(cell('a', 'A'), cell('b', 'B'));
    const [left, right] = [await openTab(server), await openTab(server)];
    left.type('a', 'left');
    left.type('b', 'left');
    await left.store.flush();
    right.refresh();
    right.type('a', 'left, right');
    await right.store.flush();
    left.refresh();
    left.store.undo();
    expect([left.body('a'), left.body('b'), left.store.snapshot().canUndo]).toEqual(['left, right', 'B', false]);
  });
});
