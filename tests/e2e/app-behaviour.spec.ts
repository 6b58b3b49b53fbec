import { expect, test } from './fixtures';

test('sign-in works before any script has loaded', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL });
  const page = await context.newPage();
  await page.goto('/');
  await page.locator('button[name="account"][value="owner"]').click();
  await expect(page).toHaveURL(/\/projects\/.+\/notebooks\//u);
  await context.close();
});

test('a notebook survives a reload and a shared link', async ({ page, signInAs }) => {
  await signInAs('owner');
  await expect(page).toHaveURL(/\/notebooks\//u);
  for (const visit of ['reload', 'link'] as const) {
    const response = visit === 'reload' ? await page.reload() : await page.goto(page.url());
    expect(response?.status()).toBe(200);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  }
});

test('a wrong password is told where it stands, and what was typed stays', async ({ page }) => {
  await page.goto('/signin');
  await page.getByRole('textbox', { name: 'Sign-in name' }).fill('e2e-nobody');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert').first()).toContainText('The name or the password is wrong.');
  await expect(page.getByRole('textbox', { name: 'Sign-in name' })).toHaveValue('e2e-nobody');
});

test('an old browser is told so in plain words, without a script', async ({ browser, baseURL }) => {
  const userAgent = 'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36';
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, userAgent });
  const page = await context.newPage();
  await page.goto('/catalogue');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This browser is too old for Coho');
  await expect(page.locator('[lang="zh-CN"]')).toContainText('浏览器版本过低');
  await context.close();
});

test.describe('without a connection', () => {
  test.use({ connectionDrops: true });

  test('a form says so, keeps what was typed, and goes through once there is one', async ({ page, context, signInAs }) => {
    await signInAs('owner');
    await page.goto('/projects');
    await page.getByRole('button', { name: 'New project' }).first().click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.fill('Typed in a lift');
    await page.getByLabel('Database').selectOption('renal@2026.1');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByRole('alert').first()).toContainText('The server could not be reached');
    await expect(name).toHaveValue('Typed in a lift');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Typed in a lift');
  });
});

test('signing out ends the session and clears what the browser stored', async ({ page, signInAs }) => {
  await signInAs('statistician');
  await page.goto('/account');
  const cookies = await page.context().cookies();
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/signout'));
  await page.getByRole('button', { name: 'Demo Statistician' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  expect((await (await answer).allHeaders())['clear-site-data']).toBe('"storage"');
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  // The old cookie, kept by someone, opens nothing.
  await page.context().addCookies(cookies);
  await page.goto('/account');
  await expect(page).toHaveURL(/\/signin/u);
});

test('language and theme belong to the account and survive a reload', async ({ page, signInAs }) => {
  await signInAs('reviewer');
  await page.goto('/account');
  await page.getByRole('button', { name: 'Language and theme' }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('账号');
  await page.getByRole('button', { name: '语言与主题' }).click();
  await page.getByRole('menuitemradio', { name: '深色' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.context().clearCookies();
  await page.context().addCookies([{ name: 'coho-language', value: 'en', url: page.url() }]);
  await page.goto('/signin?next=/account');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('textbox', { name: 'Sign-in name' }).fill('reviewer');
  await page.getByLabel('Password').fill('coho-demo-2026');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: '语言与主题' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the keyboard opens palette and shortcuts, and focus comes back', async ({ page, signInAs }) => {
  await signInAs('owner');
  await page.goto('/projects');
  const button = page.getByRole('button', { name: 'Open the command palette' });
  await button.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('catalogue');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/catalogue$/u);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a project is created, renamed, shared, archived and brought back', async ({ page, signInAs }) => {
  await signInAs('owner');
  await page.goto('/projects');
  await page.getByRole('button', { name: 'New project' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Kidney failure in diabetes');
  // No database is taken for granted, and the one chosen says what it is.
  await expect(page.getByLabel('Database')).toHaveValue('');
  await page.getByLabel('Database').selectOption('renal@2026.1');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kidney failure in diabetes');

  await page.getByRole('button', { name: 'Edit name and question' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Kidney failure and glucose');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kidney failure and glucose');

  await page.getByRole('tab', { name: /^Members/u }).click();
  await page.getByLabel('Sign-in name').fill('analyst');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('cell', { name: 'Demo Analyst (analyst)' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove Demo Owner' }).click();
  await expect(page.getByRole('alert').first()).toContainText('A project needs an owner');

  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('This project is archived')).toBeVisible();
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect(page.getByText('This project is archived')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Activity' }).click();
  await expect(page.getByRole('row', { name: /Demo Owner added Demo Analyst/u })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('brought the project back');
});

test('a release is served by ranges, to members only, under a policy', async ({ page, signInAs, request }) => {
  const file = '/api/databases/breast_cancer@2026.1';
  expect((await request.get(file)).status()).toBe(401);
  await signInAs('viewer');
  // As a picture, a link or a page in the reader's name it is not given.
  for (const purpose of ['image', 'style', 'document', undefined]) {
    const headers = purpose === undefined ? undefined : { 'Sec-Fetch-Dest': purpose };
    expect((await page.request.get(file, { headers })).status()).toBe(403);
  }
  const fetched = { 'Sec-Fetch-Dest': 'empty' };
  const head = await page.request.fetch(file, { method: 'HEAD', headers: { ...fetched, Range: 'bytes=0-' } });
  expect(head.status()).toBe(206);
  const size = Number(head.headers()['content-length']);
  expect(head.headers()['content-range']).toBe(`bytes 0-${size - 1}/${size}`);
  const part = await page.request.get(file, { headers: { ...fetched, Range: 'bytes=8-11' } });
  expect(part.status()).toBe(206);
  expect((await part.body()).toString('latin1')).toBe('DUCK');
  expect(part.headers()['cache-control']).toContain('no-store');
  expect((await page.request.get(file, { headers: { ...fetched, Range: `bytes=${size}-` } })).headers()['content-range']).toBe(
    `bytes */${size}`,
  );
  await page.context().clearCookies();
  await signInAs('auditor');
  expect((await page.request.get(file)).status()).toBe(404);
});

test('the engine is served compressed, whole, and under the policy of a worker', async ({ request }) => {
  for (const name of ['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js']) {
    const response = await request.get(`/duckdb/${name}`, { headers: { 'Accept-Encoding': 'br' } });
    expect(response.status()).toBe(200);
    expect(response.headers()['content-encoding']).toBe('br');
    expect(response.headers()['content-security-policy']).toContain("default-src 'none'");
    const plain = await request.get(`/duckdb/${name}`, { headers: { 'Accept-Encoding': 'identity' } });
    expect((await response.body()).equals(await plain.body())).toBe(true);
  }
});

test('every answer carries the security headers, errors too', async ({ request }) => {
  for (const path of ['/', '/signin', '/no-such-page', '/api/databases/renal@2026.1', '/duckdb/duckdb-eh.wasm', '/icon.svg']) {
    const headers = (await request.get(path)).headers();
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['x-frame-options'], path).toBe('DENY');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['content-security-policy'], path).toMatch(/^default-src '(?:self|none)'/u);
    expect(headers['x-powered-by'], path).toBeUndefined();
  }
});

test('the icon a browser asks for without being told stands where it looks', async ({ request }) => {
  const icon = await request.get('/favicon.ico');
  expect(icon.status()).toBe(200);
  expect(icon.headers()['content-type']).toMatch(/^image\//u);
});

test('each page has its own nonce', async ({ request }) => {
  const nonces = new Set<string | undefined>();
  for (const path of ['/', '/', '/signin', '/no-such-page']) {
    const response = await request.get(path);
    const nonce = /'nonce-([^']+)'/u.exec(response.headers()['content-security-policy'] ?? '')?.[1];
    expect(nonce, path).toBeTruthy();
    expect(await response.text(), path).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);
});

test('the endpoints of next-auth answer what Coho uses and nothing else', async ({ request }) => {
  expect((await request.get('/api/auth/csrf')).status()).toBe(200);
  for (const path of ['error?error=%00', 'providers', 'callback/credentials', 'signin', 'callback/elsewhere']) {
    expect((await request.get(`/api/auth/${path}`)).status(), path).toBe(404);
  }
  expect((await request.post('/api/auth/callback/credentials', { data: { name: [[[]]] } })).status()).toBe(415);
});

test('a form post from another site is refused', async ({ request }) => {
  const response = await request.post('/api/signout', { headers: { Origin: 'https://elsewhere.example' } });
  expect(response.status()).toBe(403);
});
