// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { Outline } from '@/components/notebook/panels/outline';
import { ConnectionStatus } from '@/components/notebook/people/connection-status';
import { FollowBar } from '@/components/notebook/people/follow-bar';
import { initialsOf } from '@/components/notebook/people/initials';
import { PeopleAnnouncer } from '@/components/notebook/people/people-announcer';
import { PeopleList } from '@/components/notebook/people/people-list';
import type { LivePerson } from '@/components/workbench/live/live-text';
import { openNotebook, stateOf } from '../open-notebook';
import { cellNamed } from '../server-model';
import { ann, LiveModel, wei } from './live-model';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const [one, two] = [cellNamed('first', 'SELECT 1'), cellNamed('second', 'SELECT 2')];
const scrolled: string[] = [];
beforeEach(() => {
  scrolled.length = 0;
  Element.prototype.scrollIntoView = function note(this: Element) {
    scrolled.push(this.id || (this.getAttribute('data-caret') ?? ''));
  };
});

async function open(lang: 'en' | 'zh', mayEdit = true) {
  const live = new LiveModel();
  const opened = await openNotebook({
    cells: [one, two],
    lang,
    mayEdit,
    live,
    around: (document) => (
      <>
        <ConnectionStatus />
        <PeopleList />
        <PeopleAnnouncer />
        <FollowBar />
        <Outline />
        {document}
      </>
    ),
  });
  const tell = (people: readonly LivePerson[], connection: 'live' | 'connecting' | 'off' = 'live') =>
    act(() => live.tell(people, connection));
  return { ...opened, live, tell };
}

it.each([
  ['Ann Berg', 'AB'],
  ['ann', 'A'],
  ['Jean-Luc van der Berg', 'JB'],
  ['李伟', '李伟'],
  ['欧阳小明', '小明'],
  ['', ''],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

describe.each(['en', 'zh'] as const)('others in the notebook, in %s', (lang) => {
  const words = messagesOf(lang).notebook;

  it('are listed with what they may do and where they are, and one goes there by a click', async () => {
    const { tell, controller } = await open(lang);
    expect(screen.queryByRole('button', { name: /in this notebook|在此笔记本中/u })).toBeNull();
    tell([
      { ...ann, cell: 'second' },
      { ...wei, mayEdit: false },
    ]);
    fireEvent.click(screen.getByRole('button', { name: /2/u }));
    const list = within(await screen.findByRole('dialog', { name: words.people.title }));
    const [first, other] = list.getAllByRole('listitem');
    expect(first.textContent).toContain('Ann Berg');
    expect(first.textContent).toContain(words.people.mayEdit);
    expect(first.textContent).toContain(words.people.in.replace('{cell}', 'second'));
    expect(other.textContent).toContain(words.people.readsOnly);
    fireEvent.click(within(first).getByRole('button', { name: words.people.goTo.replace('{name}', 'Ann Berg') }));
    expect(controller.focus.snapshot().id).toBe('second');
    expect(scrolled).toContain('cell-second');
  });

  it('are marked at the cell and in the outline, five as three and two more', async () => {
    const { tell } = await open(lang);
    const crowd = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...ann, id, name: `P${id}`, cell: 'first' }));
    tell([...crowd, { ...wei, cell: 'second' }]);
    const marks = [...document.querySelectorAll('[data-here]')];
    expect(marks.map((mark) => mark.textContent?.includes('+2'))).toEqual([true, false, true, false]);
    expect(within(screen.getByRole('navigation')).getByText(words.people.here.replace('{names}', '李伟'))).toBeTruthy();
  });

  it('are followed from cell to cell until one moves by oneself, which is said', async () => {
    const { tell } = await open(lang);
    tell([{ ...ann, cell: 'first' }]);
    fireEvent.click(screen.getByRole('button', { name: /1/u }));
    fireEvent.click(await screen.findByRole('button', { name: words.people.followWhom.replace('{name}', 'Ann Berg') }));
    const following = words.people.following.replace('{name}', 'Ann Berg');
    expect(screen.getAllByText(following).length).toBeGreaterThan(0);
    Object.defineProperty(document.getElementById('cell-second'), 'getBoundingClientRect', { value: () => ({ top: 5000 }) });
    tell([{ ...ann, cell: 'second' }]);
    expect(scrolled).toContain('cell-second');
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(screen.queryByText(following)).toBeNull();
    expect(screen.getByText(words.people.noLonger.replace('{name}', 'Ann Berg'))).toBeTruthy();
    scrolled.length = 0;
    tell([{ ...ann, cell: 'first' }]);
    expect(scrolled).toEqual([]);
  });

  it('who leave are followed no more', async () => {
    const { tell, controller } = await open(lang);
    tell([{ ...ann, cell: 'first' }]);
    act(() => controller.following.set('ann'));
    tell([]);
    expect(controller.following.whom()).toBeNull();
    expect(screen.getByText(words.people.noLonger.replace('{name}', 'Ann Berg'))).toBeTruthy();
  });

  it('who run a cell are named at it, until this window runs it itself', async () => {
    const { tell, engine } = await open(lang);
    tell([{ ...wei, running: ['first'] }]);
    const cell = within(screen.getByRole('region', { name: /first/u }));
    expect(cell.getByText(/李伟 ?(?:is running this|正在运行此单元)/u)).toBeTruthy();
    act(() => engine.tell(stateOf(one, { activity: 'running', since: 0 })));
    expect(cell.queryByText(/李伟/u)).toBeNull();
  });

  it('are told to a screen reader as they come, leave and enter the cell one is in, once it is still', async () => {
    const { tell, controller } = await open(lang);
    vi.useFakeTimers();
    const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
    const later = () => act(() => vi.advanceTimersByTime(2000));
    tell([ann]);
    tell([ann, wei]);
    expect(said().join('')).not.toContain('Ann');
    later();
    expect(said()).toContain(words.people.came.replace('{names}', lang === 'zh' ? 'Ann Berg、李伟' : 'Ann Berg, 李伟'));
    act(() => controller.focus.set('first'));
    tell([{ ...ann, cell: 'first' }, wei]);
    later();
    expect(said().some((text) => /Ann Berg ?(?:is in this cell too|也在此单元中)/u.test(text ?? ''))).toBe(true);
    tell([wei]);
    later();
    expect(said()).toContain(words.people.left.replace('{names}', 'Ann Berg'));
  });

  it('are out of reach in words, where the connection is gone for some seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { tell } = await open(lang);
    tell([], 'live');
    const shown = () => document.querySelector('[data-connection]')?.getAttribute('data-connection') ?? null;
    expect(shown()).toBe('live');
    tell([], 'connecting');
    expect(shown()).toBeNull();
    act(() => vi.advanceTimersByTime(4000));
    expect(shown()).toBe('connecting');
    expect(screen.getByText(words.connection.help.connecting)).toBeTruthy();
  });
});

it('a reader sees the others and where they are, too', async () => {
  const { tell } = await open('en', false);
  tell([{ ...ann, cell: 'first' }]);
  expect(document.querySelectorAll('[data-here]')).toHaveLength(2);
});

it('an editor takes the document of its cell when it comes', async () => {
  const { live, controller } = await open('en');
  act(() => controller.focus.set('first', true));
  expect(live.asked).toEqual(['first']);
});
