import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from './words';

/** A notebook in one tab, worked on as a person does: by what is written on it. */
export class NotebookTab {
  constructor(
    readonly page: Page,
    private readonly words: Words,
  ) {}

  cell(kind: 'cohort' | 'analysis' | 'text', name: string): Locator {
    return this.page.getByRole('region', { name: this.words.cell(kind, name), exact: true });
  }

  /** The list at the last quiet plus. */
  async add(title: string): Promise<void> {
    await this.page.getByRole('button', { name: this.words.addHere }).last().click();
    // The summaries of other methods may name it too, further down.
    await this.page.getByRole('menuitem', { name: title }).first().click();
  }

  async fresh(cell: Locator): Promise<void> {
    await expect(cell.getByText(this.words.upToDate, { exact: true })).toBeVisible({ timeout: 45_000 });
  }

  /** Adds a column to a role of several, by the label of the column. */
  async addTo(cell: Locator, role: string, column: RegExp): Promise<void> {
    const list = cell.getByRole('combobox', { name: this.words.addTo(role), exact: true });
    const option = list.getByRole('option', { name: column });
    await list.selectOption({ value: (await option.getAttribute('value')) ?? '' });
  }

  async saved(): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: this.words.saved })).toBeVisible();
  }

  async runAll(): Promise<void> {
    await this.page.getByRole('button', { name: this.words.runAll, exact: true }).click();
  }

  /** The notebook's results as the browser exports them, everything up to date. */
  async resultsText(): Promise<string> {
    return this.downloaded(async () => {
      await this.page.getByRole('button', { name: this.words.more, exact: true }).click();
      await this.page.getByRole('menuitem', { name: this.words.resultsJson }).click();
    });
  }

  async reportText(): Promise<string> {
    const dialog = this.page.getByRole('dialog', { name: this.words.report });
    await this.page.getByRole('button', { name: this.words.report, exact: true }).click();
    const text = await this.downloaded(() => dialog.getByRole('button', { name: this.words.makeReport }).click());
    await expect(dialog.getByText(this.words.reportDone)).toBeVisible();
    return text;
  }

  private async downloaded(ask: () => Promise<void>): Promise<string> {
    const coming = this.page.waitForEvent('download', { timeout: 120_000 });
    await ask();
    const stream = await (await coming).createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(Buffer.from(part));
    return Buffer.concat(parts).toString('utf8');
  }
}

/** A notebook of the test's own that begins with the demo study: what is done to it, no other test sees. */
export async function openDemoCopy(page: Page, title: string): Promise<void> {
  await page.goto('/projects');
  await page.getByRole('link', { name: /^Hormone therapy|^内分泌/u }).click();
  await page.getByRole('button', { name: /^New notebook$|^新建笔记本$/u }).click();
  await page.locator('input[name="title"]').fill(title);
  await page.locator('select[name="begin"]').selectOption('demo');
  await page.locator('form button[type="submit"]').last().click();
  await expect(page.locator('[data-kind="cohort"]').first()).toBeVisible();
}
