import type { APIRequestContext } from '@playwright/test';
import { actionIds } from '../../bench/load/visitor';
import { expect, test } from './fixtures';

const actions = [...actionIds(process.cwd())];
const pages = ['/', '/signin', '/catalogue', '/projects', '/admin', '/audit', '/projects/none/notebooks/none', '/no-such-page'];

const TEXT = 'text/plain;charset=UTF-8';
const FORM = 'multipart/form-data; boundary=x';

async function send(request: APIRequestContext, path: string, action: string | null, type: string, data: string) {
  const headers = { 'content-type': type, accept: 'text/x-component', ...(action === null ? {} : { 'next-action': action }) };
  const answer = await request.post(path, { headers, data, maxRedirects: 0 });
  return { status: answer.status(), text: (await answer.text()).slice(0, 40) };
}

const unread = { status: 400, text: expect.stringContaining('could not be read') };

test('a call that cannot be read is refused whichever page it was sent to, by whoever', async ({ page, request, signInAs }) => {
  test.setTimeout(180_000);
  await signInAs('viewer');
  expect(actions.length).toBeGreaterThan(20);
  // Pages in turn: every action at some, and one action at each.
  const places = actions.map(([, id], at) => [id, pages[at % pages.length]] as const);
  for (const who of [request, page.request]) {
    for (const [action, path] of [...places, ...pages.map((path) => [actions[0][1], path] as const)]) {
      for (const [type, data] of [
        [TEXT, '['],
        [TEXT, '["$F1"]'],
        [FORM, 'no form'],
      ] as const) {
        expect(await send(who, path, action, type, data), `${path} ${type} ${data}`).toEqual(unread);
      }
    }
    for (const path of pages) expect(await send(who, path, null, FORM, 'no form'), path).toEqual(unread);
  }
});

test('a call with more in it than any of ours is refused before it is read', async ({ page, request, signInAs }) => {
  await signInAs('owner');
  const many = JSON.stringify([Array.from({ length: 60_000 }, () => 0)]);
  for (const who of [request, page.request]) {
    for (const [name, action] of actions) expect((await send(who, '/', action, TEXT, many)).status, name).toBe(413);
  }
  const deep = `["${'x'.repeat(10)}",${'['.repeat(20_000)}${']'.repeat(20_000)}]`;
  for (const [name, action] of actions) expect([200, 400, 413], name).toContain((await send(page.request, '/', action, TEXT, deep)).status);
});
