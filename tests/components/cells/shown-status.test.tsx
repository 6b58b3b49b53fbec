// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { CellDto } from '@/app/_contract/notebooks';
import { messagesOf } from '@/app/_messages/messages';
import { openNotebook, stateOf } from '../open-notebook';

afterEach(cleanup);

const cell: CellDto = { id: 'cell-one1', kind: 'sql', name: 'one', body: 'SELECT 1 AS n', version: 1 };

describe.each(['en', 'zh'] as const)('a new cell, in %s', (lang) => {
  const words = messagesOf(lang).notebook;

  it('does not say that it has not run while it is found out whether it will', async () => {
    const { engine } = await openNotebook({ cells: [cell], lang });
    const says = () => document.querySelector('[data-cell="one"]')?.textContent ?? '';
    expect(says()).toContain(words.wait.opening);
    expect(says()).not.toContain(words.fresh.never);
    act(() => engine.tellDeciding(true, stateOf(cell, { freshness: 'never' })));
    expect(says()).toContain(words.wait.deciding);
    expect(says()).not.toContain(words.fresh.never);
    act(() => engine.tellDeciding(false));
    expect(says()).toContain(words.fresh.never);
  });
});
