import { expect, it, vi } from 'vitest';
import type { CommentDto, CommentsDto, ThreadDto } from '@/app/_contract/comments';
import type { CommentDraft } from '@/components/workbench/comments/comment-drafts';
import { type CommentPorts, CommentStore, isOf, waitsFor } from '@/components/workbench/comments/comment-store';

const said = (id: string, by: string, ...mentions: string[]): CommentDto => ({
  id,
  by,
  at: '2026-01-01T00:00:00Z',
  text: id,
  edited: null,
  mentions,
});
const thread = (id: string, cell: string, ...comments: CommentDto[]): ThreadDto => ({
  id,
  cell,
  anchor: { on: 'cell' },
  resolved: null,
  comments,
});
const dto = (known: number, ...threads: ThreadDto[]): CommentsDto => ({ known, people: [], threads, mayComment: true });

/** A store over a server that is what `server` says, and a browser that keeps drafts. */
function opened(first: CommentsDto = dto(0)) {
  const rest = new Map<string, CommentDraft>();
  const server = { now: first, isUp: true, sent: [] as string[] };
  const answer = () => Promise.resolve(server.isUp ? null : { code: 'unreachable' as const, message: 'no answer', fields: [] });
  let ids = 0;
  const ports: CommentPorts = {
    read: vi.fn(async (known: number) => {
      if (!server.isUp) throw new TypeError('unreachable');
      return known === server.now.known ? null : server.now;
    }),
    begin: ({ id, text }) => {
      if (server.isUp) server.sent.push(`begin ${id} ${text}`);
      return answer();
    },
    reply: ({ id, text }, to) => {
      if (server.isUp) server.sent.push(`reply ${id} ${to} ${text}`);
      return answer();
    },
    change: (_, comment, text) => {
      server.sent.push(`change ${comment} ${text}`);
      return answer();
    },
    settle: (_, id, resolved) => {
      server.sent.push(`settle ${id} ${resolved}`);
      return answer();
    },
    drafts: {
      all: async () => [...rest],
      write: async (place, draft) => void (draft ? rest.set(place, draft) : rest.delete(place)),
    },
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    later: () => () => undefined,
  };
  return { server, rest, ports, open: (brought: CommentsDto | null = null) => new CommentStore(ports, 'me', brought) };
}

it('a comment that could not be sent is kept, over a reload too, and sent once under the id it had', async () => {
  const { server, rest, open } = opened();
  const store = open();
  await store.start();
  store.begin({ cell: 'a', anchor: { on: 'cell' }, result: null });
  store.typed('new id-1', 'Why so few?');
  server.isUp = false;
  expect((await store.send('new id-1'))?.code).toBe('unreachable');
  expect(rest.get('new id-1')?.text).toBe('Why so few?');
  store.close();
  const again = open();
  await again.start();
  expect(again.snapshot().drafts.get('new id-1')?.begin?.cell).toBe('a');
  server.isUp = true;
  expect(await again.send('new id-1')).toBeNull();
  expect(server.sent).toEqual(['begin id-1 Why so few?']);
  expect([again.snapshot().drafts.size, rest.size]).toEqual([0, 0]);
});

it('goes on with what was begun about the same place, and sends nothing that is empty', async () => {
  const { server, open } = opened();
  const store = open();
  store.begin({ cell: 'a', anchor: { on: 'table', table: 't' }, result: null });
  store.typed('new id-1', 'x');
  store.begin({ cell: 'b', anchor: { on: 'table', table: 't' }, result: null });
  store.begin({ cell: 'a', anchor: { on: 'table', table: 't' }, result: null });
  expect([...store.snapshot().drafts.keys()]).toEqual(['new id-1', 'new id-2']);
  expect(store.snapshot().active).toBe('id-1');
  await store.send('new id-2');
  await store.send('reply none');
  expect(server.sent).toEqual([]);
});

it('what is typed while a reply is on its way stays', async () => {
  const { server, open } = opened(dto(1, thread('t', 'a', said('t', 'you'))));
  const store = open(server.now);
  store.typed('reply t', 'One');
  const sending = store.send('reply t');
  store.typed('reply t', 'One, and more');
  await sending;
  expect(store.snapshot().drafts.get('reply t')?.text).toBe('One, and more');
  await store.send('reply t');
  // Under an id of its own: it is another comment.
  expect(server.sent).toEqual(['reply id-1 t One', 'reply id-2 t One, and more']);
});

it('a thread that did not change is the very same, and so are those of its cell', async () => {
  const { server, open } = opened(dto(2, thread('t', 'a', said('t', 'you')), thread('u', 'b', said('u', 'you'))));
  const store = open(server.now);
  const [a, b] = [store.threadsOf('a'), store.threadsOf('b')];
  server.now = dto(3, thread('t', 'a', said('t', 'you')), thread('u', 'b', said('u', 'you'), said('v', 'me')));
  await store.changed();
  expect(store.threadsOf('a')).toBe(a);
  expect(store.threadsOf('b')).not.toBe(b);
  expect(store.threadsOf('none')).toBe(store.threadsOf('other'));
});

it('news that come while it is being asked are asked for again, and an old answer changes nothing', async () => {
  const { server, ports, open } = opened(dto(1));
  const store = open();
  const first = store.changed();
  server.now = dto(2, thread('t', 'a', said('t', 'you')));
  await Promise.all([first, store.changed(), store.changed()]);
  expect(ports.read).toHaveBeenCalledTimes(2);
  expect(store.threadsOf('a')).toHaveLength(1);
  server.now = dto(1);
  await store.changed();
  expect(store.threadsOf('a')).toHaveLength(1);
});

it('opens at a thread in the list that holds it', async () => {
  const resolved = { ...thread('t', 'a', said('t', 'you')), resolved: { by: 'you', at: '2026-01-01T00:00:00Z' } };
  const { open } = opened();
  const store = open(dto(2, resolved, thread('u', 'b', said('u', 'you'))));
  store.open('t');
  expect(store.snapshot()).toMatchObject({ isOpen: true, filter: 'resolved', active: 't' });
  store.open('u');
  expect(store.snapshot().filter).toBe('open');
  store.closePanel();
  expect(store.snapshot()).toMatchObject({ isOpen: false, active: null });
  expect(await store.settle('u', true)).toBeNull();
  expect(await store.remove('u')).toBeNull();
});

it('a mention waits until it is answered or its thread resolved', () => {
  const asked = thread('t', 'a', said('t', 'you', 'me'));
  expect(waitsFor(asked, 'me')).toBe(true);
  expect(waitsFor({ ...asked, comments: [...asked.comments, said('r', 'me')] }, 'me')).toBe(false);
  expect(waitsFor({ ...asked, comments: [...asked.comments, said('r', 'me'), said('s', 'you', 'me')] }, 'me')).toBe(true);
  expect(waitsFor({ ...asked, resolved: { by: 'you', at: '' } }, 'me')).toBe(false);
  expect([isOf(asked, 'me'), isOf(asked, 'you'), isOf(asked, 'other')]).toEqual([true, true, false]);
});
