import type { Locator } from '@playwright/test';
import { responseOf } from '@/analysis-kernel/registry/method';
import { loadMethods, methodEntries } from '@/analysis-kernel/registry/registry';
import { expect, test } from './fixtures';
import { openDemoCopy } from './notebook';

// The engine tells the forms their columns.
test.setTimeout(240_000);

const LONG = {
  en: 'Estimated glomerular filtration rate at the index date, by the CKD-EPI formula of 2021 without race',
  zh: '入组当日以二〇二一年不含种族系数的慢性肾脏病流行病学协作组公式估算的肾小球滤过率（基线首次测定值，复核后）',
};

/** A cohort whose columns have very long labels, and a cell of each method on it that names no column yet. */
async function notebookOf(lang: 'en' | 'zh'): Promise<string> {
  const cohort = [
    'index at first surgery',
    'follow until end of observation',
    `outcome relapse "${LONG[lang]}" = first event where kind = "recurrence_or_death" after index`,
    `variable age "${LONG[lang]}（a）" = age at index`,
    `variable hormone "${LONG[lang]}（b）" = index.hormone`,
    `variable centre "${LONG[lang]}（c）" = patient.centre`,
  ];
  const methods = await loadMethods();
  const cells = methods.map((method) => {
    const { id, options } = method;
    const formula = options.some(({ key }) => key === 'formula');
    const left = responseOf(method, {}) === 'numeric' ? 'age' : 'Surv(relapse_days, relapse_event)';
    return `\`\`\`analysis name=a_cell_with_a_rather_long_name_of_its_own_${id}\nmethod: ${id}\ndata: long_labels\n${formula ? `formula: ${left} ~ hormone\n` : ''}\`\`\`\n`;
  });
  return `\`\`\`cohort name=long_labels\n${cohort.join('\n')}\n\`\`\`\n\n${cells.join('\n')}`;
}

/** What of a form leaves its card or is cut, by its words. */
function leaving(form: Locator): Promise<readonly string[]> {
  return form.evaluate((card) => {
    const box = card.getBoundingClientRect();
    const parts = [...card.querySelectorAll<HTMLElement>('label, legend, input, select, button, fieldset, p, code, summary')];
    return parts.flatMap((part) => {
      const { left, right, width } = part.getBoundingClientRect();
      if (width === 0 || (left >= box.left - 0.5 && right <= box.right + 0.5)) return [];
      return [
        `${part.localName} ${(part.textContent ?? '').slice(0, 60)}: ${left.toFixed(0)} to ${right.toFixed(0)} of ${box.left.toFixed(0)} to ${box.right.toFixed(0)}`,
      ];
    });
  });
}

/** A cell's form with all its parts open. A form that is left folds when its cell has run: it is opened after that, and measured before the next. */
async function openedForm(cell: Locator): Promise<Locator> {
  await expect(cell).toHaveAttribute('data-status', /^(?:fresh|failed)$/u, { timeout: 60_000 });
  const form = cell.locator('[data-form]');
  // A cell far below is drawn whole when it comes near.
  await cell.scrollIntoViewIfNeeded();
  await expect(form.or(cell.locator('button[aria-expanded="false"]')).first()).toBeVisible();
  if ((await form.count()) === 0) await cell.locator('button[aria-expanded="false"]').first().click();
  await expect(form).toBeVisible();
  await form.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
  return form;
}

for (const lang of ['en', 'zh'] as const) {
  test.describe(`forms in ${lang}`, () => {
    test.use({ locale: lang === 'en' ? 'en-GB' : 'zh-CN' });

    test('no field of any method leaves its card at any width, however long the labels', async ({ page, signInAs, look }) => {
      await signInAs('owner');
      await openDemoCopy(page, `${LONG[lang]}: forms`);
      await page
        .locator('input[type="file"]')
        .first()
        .setInputFiles({ name: 'forms.md', mimeType: 'text/markdown', buffer: Buffer.from(await notebookOf(lang)) });
      await expect(page.locator('[data-cell="long_labels"][data-status="fresh"]')).toBeVisible({ timeout: 120_000 });
      const cells = page.locator('[data-cell^="a_cell_with"]');
      await expect(cells).toHaveCount(methodEntries().length);
      for (const cell of await cells.all()) {
        await page.setViewportSize({ width: 1280, height: 900 });
        const form = await openedForm(cell);
        await expect(form.locator('option', { hasText: LONG[lang] }).first()).toBeAttached({ timeout: 60_000 });
        for (const width of [1280, 1600, 390]) {
          await page.setViewportSize({ width, height: 900 });
          expect.soft(await leaving(form), `${width} px`).toEqual([]);
        }
      }
      await look(`forms-${lang}-narrow`);
    });
  });
}
