// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { messagesOf } from '@/app/_messages/messages';
import { Outline } from '@/components/notebook/panels/outline';
import { WorkbenchContext } from '@/components/workbench/workbench-context';
import { openNotebook } from '../open-notebook';
import { cellNamed } from '../server-model';

afterEach(cleanup);

it('of a long notebook the server draws a screenful, the page every line', async () => {
  const cells = Array.from({ length: 100 }, (_, at) => cellNamed(`cell${at}`, 'SELECT 1 AS x'));
  const { controller, notebook } = await openNotebook({ cells, around: () => <Outline /> });
  expect(screen.getAllByRole('listitem')).toHaveLength(100);
  const bench = { controller, notebook, dictionary: null, startingCohort: null, setFocus: controller.focus.set };
  const sent = renderToString(
    <NextIntlClientProvider locale="en" messages={messagesOf('en')} timeZone="UTC">
      <WorkbenchContext value={bench}>
        <Outline />
      </WorkbenchContext>
    </NextIntlClientProvider>,
  );
  expect(sent.match(/<li>/gu)?.length).toBe(60);
});
