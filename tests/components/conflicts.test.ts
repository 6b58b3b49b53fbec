import { describe, expect, it } from 'vitest';
import { BrowserModel, cellNamed as cell, openTab, ServerModel, settled } from './server-model';

describe('a conflict', () => {
  /** Two tabs of one person typed on one cell while the line was down; both are closed. */
  async function leftByTwoTabs(server: ServerModel, browser: BrowserModel) {
    const tabs = [await openTab(server, browser), await openTab(server, browser)];
    server.line = 'deaf';
    for (const [at, tab] of tabs.entries()) {
      tab.type('a', `tab ${at + 1}`);
      tab.store.dispatch({ kind: 'title', from: null, title: `Title ${at + 1}` });
      await tab.store.flush();
    }
    await settled();
    for (const tab of tabs) tab.close();
    server.line = 'up';
  }
  const texts = ({ store, body }: Awaited<ReturnType<typeof openTab>>) => {
    const conflict = store.snapshot().conflicts.get('a');
    return [body('a'), ...(conflict?.others ?? []).map((text) => text.body), conflict?.theirs?.body].toSorted();
  };

  it('shows the texts of all windows, and keeps them until one is chosen', async () => {
    const [server, browser] = [new ServerModel(cell('a', 'one')), new BrowserModel()];
    await leftByTwoTabs(server, browser);
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.type('a', 'theirs');
    colleague.store.dispatch({ kind: 'title', from: null, title: 'Their title' });
    await colleague.store.flush();
    const third = await openTab(server, browser);
    expect(texts(third)).toEqual(['tab 1', 'tab 2', 'theirs']);
    expect(third.store.snapshot()).toMatchObject({ saving: 'undecided', titleConflict: { theirs: 'Their title', own: false } });
    expect(third.store.snapshot().conflicts.get('a')?.own).toBe(false);
    await settled();
    third.close();
    const fourth = await openTab(server, browser);
    expect(texts(fourth)).toEqual(['tab 1', 'tab 2', 'theirs']);
    // What is typed on goes on from the text that is shown.
    const [before, [other]] = [fourth.body('a'), fourth.store.snapshot().conflicts.get('a')?.others ?? []];
    fourth.type('a', `${before}!`);
    await settled();
    fourth.close();
    const fifth = await openTab(server, browser);
    expect(texts(fifth)).toEqual([other.body, `${before}!`, 'theirs'].toSorted());
    fifth.store.resolve('a', 0);
    fifth.store.resolveTitle(0);
    await fifth.store.flush();
    expect([fifth.body('a'), server.body('a')]).toEqual([other.body, other.body]);
    expect(fifth.store.snapshot()).toMatchObject({ saving: 'saved', titleConflict: null, conflicts: new Map() });
    expect(server.notebook.settings.title).toMatch(/^Title [12]$/u);
    await settled();
    expect(browser.drafts.size).toBe(0);
  });

  it('with oneself in another window says so', async () => {
    const [server, browser] = [new ServerModel(cell('a', 'one')), new BrowserModel()];
    await leftByTwoTabs(server, browser);
    const third = await openTab(server, browser);
    expect(third.store.snapshot().conflicts.get('a')).toMatchObject({ own: true, others: [] });
    expect(texts(third)).toEqual(['tab 1', 'tab 2']);
    expect(third.store.snapshot().titleConflict).toMatchObject({ own: true });
  });

  it('with a text of another window that had reached the server shows it once', async () => {
    const [server, browser] = [new ServerModel(cell('a', 'one')), new BrowserModel()];
    const tabs = [await openTab(server, browser), await openTab(server, browser)];
    for (const [at, line] of (['deaf', 'mute'] as const).entries()) {
      server.line = line;
      tabs[at].type('a', `tab ${at + 1}`);
      await tabs[at].store.flush();
      await settled();
    }
    for (const tab of tabs) tab.close();
    server.line = 'up';
    const third = await openTab(server, browser);
    expect(third.body('a')).toBe('tab 1');
    expect(third.store.snapshot().conflicts.get('a')).toMatchObject({ own: true, theirs: { body: 'tab 2' }, others: [] });
  });

  it.each(['mine', 'theirs', 0] as const)('decided for %s is taken back step by step, and done again', async (choice) => {
    const [server, browser] = [new ServerModel(cell('a', 'one')), new BrowserModel()];
    await leftByTwoTabs(server, browser);
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.type('a', 'theirs');
    await colleague.store.flush();
    const tab = await openTab(server, browser);
    const { body, store } = tab;
    const [mine, [other]] = [body('a'), store.snapshot().conflicts.get('a')?.others ?? []];
    store.resolve('a', choice);
    const chosen = { mine, theirs: 'theirs', 0: other.body }[choice];
    const seen = [body('a')];
    for (let step = 0; step < 2; step += 1) {
      store.undo();
      seen.push(body('a'));
      await store.flush();
      expect(server.body('a')).toBe(seen.at(-1));
    }
    expect(seen[0]).toBe(chosen);
    expect(seen.toSorted()).toEqual(['tab 1', 'tab 2', 'theirs']);
    store.redo();
    store.redo();
    expect(body('a')).toBe(chosen);
    await store.flush();
    expect(store.snapshot().conflicts.size).toBe(0);
  });

  it('keeps the words of one window that another of the same person removed', async () => {
    const [server, browser] = [new ServerModel(cell('a', 'one')), new BrowserModel()];
    const tabs = [await openTab(server, browser), await openTab(server, browser)];
    server.line = 'deaf';
    tabs[0].type('a', 'words');
    tabs[1].store.dispatch({ kind: 'remove', id: 'a', base: 1 });
    for (const tab of tabs) await tab.store.flush();
    await settled();
    for (const tab of tabs) tab.close();
    server.line = 'up';
    const colleague = await openTab(server, new BrowserModel(), 'bob');
    colleague.store.dispatch({ kind: 'remove', id: 'a', base: 1 });
    await colleague.store.flush();
    const next = await openTab(server, browser);
    expect(next.store.snapshot().conflicts.get('a')).toMatchObject({ theirs: null });
    expect(next.body('a')).toBe('words');
  });

  it('over a cell that is then removed here stays to be decided, or is none any more', async () => {
    for (const theirs of ['theirs', null]) {
      const server = new ServerModel(cell('a', 'one'));
      const [left, right] = [await openTab(server), await openTab(server, new BrowserModel(), 'bob')];
      if (theirs === null) left.store.dispatch({ kind: 'remove', id: 'a', base: 1 });
      else left.type('a', theirs);
      right.type('a', 'mine');
      await left.store.flush();
      await right.store.flush();
      right.store.dispatch({ kind: 'remove', id: 'a', base: 0 });
      await right.store.flush();
      expect(right.body('a')).toBe(theirs ?? undefined);
      expect(right.store.snapshot().saving).toBe(theirs === null ? 'saved' : 'undecided');
      if (theirs === null) continue;
      expect(right.store.snapshot().conflicts.get('a')).toMatchObject({ removed: true });
      right.store.resolve('a', 'mine');
      await right.store.flush();
      expect([right.body('a'), server.body('a')]).toEqual([undefined, undefined]);
    }
  });

  it('over a removed cell is taken back too, on either side', async () => {
    for (const choice of ['mine', 'theirs'] as const) {
      const server = new ServerModel(cell('a', 'one'), cell('b', 'two'));
      const [left, right] = [await openTab(server), await openTab(server, new BrowserModel(), 'bob')];
      left.type('a', 'left');
      left.store.dispatch({ kind: 'remove', id: 'b', base: 1 });
      right.store.dispatch({ kind: 'remove', id: 'a', base: 1 });
      right.type('b', 'right');
      await left.store.flush();
      await right.store.flush();
      const there = () => [right.body('a'), right.body('b')];
      right.store.resolve('a', choice);
      right.store.resolve('b', choice);
      expect(there()).toEqual(choice === 'mine' ? [undefined, 'right'] : ['left', undefined]);
      right.store.undo();
      right.store.undo();
      expect(there()).toEqual(choice === 'mine' ? ['left', undefined] : [undefined, 'right']);
      await right.store.flush();
      expect([server.body('a'), server.body('b')]).toEqual(there());
    }
  });

  it('over the title shows both, and is taken back', async () => {
    for (const choice of ['mine', 'theirs'] as const) {
      const server = new ServerModel(cell('a', 'one'));
      const [left, right] = [await openTab(server), await openTab(server, new BrowserModel(), 'bob')];
      const give = (tab: typeof left, title: string) => tab.store.dispatch({ kind: 'title', from: null, title });
      give(left, 'Left');
      give(right, 'Righ');
      give(right, 'Right');
      await left.store.flush();
      await right.store.flush();
      expect(server.notebook.settings.title).toBe('Left');
      expect(right.store.snapshot()).toMatchObject({ saving: 'undecided', titleConflict: { theirs: 'Left', own: false, others: [] } });
      const shown = () => right.store.snapshot().notebook.settings.title;
      right.refresh();
      expect(shown()).toBe('Right');
      right.store.resolveTitle(choice);
      const [chosen, other] = choice === 'mine' ? ['Right', 'Left'] : ['Left', 'Right'];
      expect(shown()).toBe(chosen);
      await right.store.flush();
      expect(server.notebook.settings.title).toBe(chosen);
      right.store.undo();
      await right.store.flush();
      expect([shown(), server.notebook.settings.title]).toEqual([other, other]);
    }
  });

  it('is over a title that arrived while another was typed, and over none that did not', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const [left, right] = [await openTab(server), await openTab(server, new BrowserModel(), 'bob')];
    const title = () => right.store.snapshot().notebook.settings.title;
    const begun = title();
    left.store.typedOver({ kind: 'title', from: begun, title: 'Left' });
    await left.store.flush();
    right.refresh();
    expect(title()).toBe('Left');
    right.store.typedOver({ kind: 'title', from: begun, title: 'Right' });
    await right.store.flush();
    expect(server.notebook.settings.title).toBe('Left');
    expect(right.store.snapshot()).toMatchObject({ saving: 'undecided', titleConflict: { theirs: 'Left', own: false, others: [] } });
    expect(title()).toBe('Right');
    right.store.resolveTitle('mine');
    right.store.typedOver({ kind: 'title', from: title(), title: 'Right on' });
    await right.store.flush();
    expect(server.notebook.settings.title).toBe('Right on');
    expect(right.store.snapshot()).toMatchObject({ saving: 'saved', titleConflict: null });
  });

  it('is none where two gave the same title, and none of undo with a title someone else gave since', async () => {
    const server = new ServerModel(cell('a', 'one'));
    const [left, right] = [await openTab(server), await openTab(server, new BrowserModel(), 'bob')];
    for (const tab of [left, right]) tab.store.dispatch({ kind: 'title', from: null, title: 'Same' });
    await left.store.flush();
    await right.store.flush();
    expect(right.store.snapshot()).toMatchObject({ saving: 'saved', titleConflict: null });
    right.store.dispatch({ kind: 'title', from: null, title: 'Another' });
    await right.store.flush();
    left.refresh();
    left.store.undo();
    expect(left.store.snapshot().notebook.settings.title).toBe('Another');
  });
});
