import type { APIRequestContext, BrowserContext, Page } from '@playwright/test';
import { actionAnswer } from '../../bench/load/flight';
import { actionIds } from '../../bench/load/visitor';
import { expect, takePicture, test } from './fixtures';

// The database engine compiles in the browser the first time a test needs it, and the server runs a cell in a process of its own.
test.setTimeout(180_000);

const actions = actionIds(process.cwd());

/** Calls an action as the product's own pages do, in the name of who is signed in. */
async function act(request: APIRequestContext, from: string, name: string, input: unknown): Promise<unknown> {
  const answer = await request.post(from, {
    headers: { 'next-action': actions.get(name) ?? '', 'content-type': 'text/plain;charset=UTF-8', accept: 'text/x-component' },
    data: JSON.stringify([input]),
    maxRedirects: 0,
  });
  const elsewhere = answer.headers()['x-action-redirect'];
  if (elsewhere !== undefined) return elsewhere.split(';')[0];
  const result = actionAnswer(await answer.body());
  if (!result?.ok) throw new Error(`${name} answered ${answer.status()} ${result?.problem?.code}`);
  return result.value;
}

const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function signIn(context: BrowserContext, account: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/signin');
  await page.locator(`button[name="account"][value="${account}"]`).click();
  await page.waitForURL((url) => url.pathname !== '/signin');
  return page;
}

/** A call that keeps results: they are sent as text. */
interface Sent {
  readonly notebook: string;
  readonly results: string;
}

interface SentResult {
  readonly outcome: { readonly tables: readonly (readonly [string, { readonly rows: readonly (readonly unknown[])[] }])[] };
}

/** The results with every number of patients one more than it was. */
function forged({ notebook, results }: Sent): Sent {
  const more = (value: unknown) => (typeof value === 'number' ? value + 1 : value);
  const table = ([name, content]: SentResult['outcome']['tables'][0]) =>
    [name, { ...content, rows: content.rows.map(([step, ...row]) => [step, ...row.map(more)]) }] as const;
  const made = (JSON.parse(results) as SentResult[]).map((result) => ({
    ...result,
    outcome: { ...result.outcome, tables: result.outcome.tables.map(table) },
  }));
  return { notebook, results: JSON.stringify(made) };
}

const said = {
  en: {
    menu: 'What to do with adults',
    withdraw: 'Withdraw the kept result',
    ask: 'No result yet. Run the cell to see it.',
    run: 'Run',
    kept: /^Kept result: computed by Demo Analyst/u,
    withdrawn: /^The kept result of Demo Analyst was withdrawn by Demo Owner/u,
    refuted: /^The kept result of Demo Analyst was withdrawn, .*: the server ran the cell and got another one/u,
  },
  zh: {
    menu: '对adults的操作',
    withdraw: '撤回已保存的结果',
    ask: '尚无结果。运行该单元后显示。',
    run: '运行',
    kept: /^已保存的结果：由Demo Analyst于/u,
    withdrawn: /^Demo Analyst保存的结果已由Demo Owner于/u,
    refuted: /^Demo Analyst保存的结果已于 .* 撤回：服务器重新运行该单元，得到不同的结果/u,
  },
} as const;

for (const lang of ['en', 'zh'] as const) {
  const words = said[lang];
  test(`a result a member kept says whose it is, is withdrawn by its owner, and one that is forged by the server (${lang})`, async ({
    browser,
    baseURL,
  }) => {
    const opened = async (account: string) => {
      const context = await browser.newContext({ baseURL });
      await context.addCookies([{ name: 'coho-language', value: lang, url: baseURL ?? '' }]);
      return signIn(context, account);
    };
    const [owner, analyst, viewer] = [await opened('owner'), await opened('analyst'), await opened('viewer')];
    const release = 'breast_cancer@2026.1';
    const project = String(await act(owner.request, '/projects', 'createProjectAction', { name: `Kept ${lang}`, question: '', release }));
    for (const [account, role] of [
      ['analyst', 'analyst'],
      ['viewer', 'viewer'],
    ]) {
      await act(owner.request, project, 'addMemberAction', { project: last(project), account, role, centre: '' });
    }
    const begin = { project: last(project), title: 'Kept', begin: 'empty' };
    const path = String(await act(owner.request, project, 'createNotebookAction', begin));
    const notebook = last(path);
    const { reader } = (await act(owner.request, path, 'readNotebookAction', { notebook })) as { readonly reader: string };
    const body = 'index at first surgery\ninclude "Adults": age at index >= 40\n';
    const insert = {
      kind: 'insert',
      id: `adults-${lang}-${notebook}`,
      base: 0,
      after: null,
      cell: { kind: 'cohort', name: 'adults', body },
    };
    await act(owner.request, path, 'saveNotebookAction', {
      notebook,
      person: reader,
      operations: [{ id: `made-${notebook}`, operation: insert }],
    });

    // The analyst's run is kept.
    const keeping = analyst.waitForRequest((request) => request.headers()['next-action'] === actions.get('keepResultsAction'), {
      timeout: 90_000,
    });
    await analyst.goto(path);
    const [sent] = JSON.parse((await keeping).postData() ?? '') as [Sent];
    await (await keeping).response();
    await analyst.context().close();

    const note = (page: Page) => page.locator('[data-kept]');
    await owner.goto(path);
    await expect(note(owner)).toHaveText(words.kept);
    await takePicture(owner, `kept-${lang}`);
    await owner.getByRole('button', { name: words.menu }).click();
    await owner.getByRole('menuitem', { name: words.withdraw }).click();
    await expect(note(owner)).toHaveText(words.withdrawn);
    // Its numbers are gone, and nothing says that they are up to date.
    await expect(owner.locator('[data-cell="adults"]')).toHaveAttribute('data-status', 'never');
    await expect(owner.getByText(words.ask)).toBeVisible();
    await expect(owner.locator('[data-cell="adults"] table')).toHaveCount(0);
    await expect(owner.getByRole('button', { name: words.run, exact: true })).toBeVisible();
    await takePicture(owner, `kept-withdrawn-${lang}`);
    await owner.context().close();

    // Another one in its place is run by the server before anybody else is shown it; a viewer's page runs nothing by itself.
    const other = await opened('analyst');
    await act(other.request, path, 'keepResultsAction', forged(sent));
    await expect(async () => {
      await viewer.goto(path);
      await expect(note(viewer)).toHaveText(words.refuted, { timeout: 3000 });
    }).toPass({ timeout: 90_000 });
    await takePicture(viewer, `kept-refuted-${lang}`);
  });
}
