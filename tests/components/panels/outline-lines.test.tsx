// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { NotebookDocument } from '@/components/notebook/notebook-document';
import { Outline } from '@/components/notebook/panels/outline';
import { WorkbenchContext } from '@/components/workbench/workbench-context';
import { openNotebook } from '../open-notebook';
import { cellNamed } from '../server-model';

afterEach(cleanup);

it('of a long notebook the server draws a beginning, the page every line and cell', async () => {
  const cells = Array.from({ length: 100 }, (_, at) => cellNamed(`cell${at}`, 'SELECT 1 AS x'));
  const { controller, notebook } = await openNotebook({ cells, around: (shown) => [<Outline key="outline" />, shown] });
  expect(within(screen.getByRole('navigation')).getAllByRole('listitem')).toHaveLength(100);
  const bench = { controller, notebook, dictionary: null, startingCohort: null, setFocus: controller.focus.set };
  const sent = renderToString(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <WorkbenchContext value={bench}>
        <Outline />
        <NotebookDocument hint={false} />
      </WorkbenchContext>
    </NextIntlClientProvider>,
  );
  expect(sent.split('</nav>')[0].match(/<li>/gu)?.length).toBe(30);
  expect(document.querySelectorAll('[id^="cell-"]')).toHaveLength(100);
  expect(sent.match(/id="cell-/gu)?.length).toBe(8);
});
