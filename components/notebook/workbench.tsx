'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import type { CommentsDto } from '@/app/_contract/comments';
import type { NotebookDto } from '@/app/_contract/notebooks';
import { classNames } from '@/components/ui/class-names';
import { CommentsContext, useComments } from '@/components/workbench/comments/comments-context';
import { createComments } from '@/components/workbench/comments/create-comments';
import { createController, urlsOf } from '@/components/workbench/create-controller';
import { useMethodsAhead } from '@/components/workbench/use-method';
import { useReleaseDocument } from '@/components/workbench/use-release-document';
import { type Workbench as Bench, WorkbenchContext } from '@/components/workbench/workbench-context';
import { Announcer } from './announcer';
import { CommentsAside } from './comments/comments-aside';
import { HistoryPlace } from './history/history-place';
import { NotebookDocument } from './notebook-document';
import { DataPanel } from './panels/data-panel';
import { Outline } from './panels/outline';
import { OthersAround } from './people/others';
import { useKeyboard } from './use-keyboard';
import { useNotebookCommands } from './use-notebook-commands';
import { useTableFiles } from './use-table-files';
import { WorkbenchHeader } from './workbench-header';

interface WorkbenchProps {
  readonly notebook: NotebookDto;
  readonly brought: Promise<string | null>;
  readonly comments: CommentsDto | null;
  /** The three-step hint has not been dismissed. */
  readonly hint: boolean;
}

/** A notebook opened to work in: outline and data at the left, the document in the middle. */
export function Workbench({ notebook, brought, comments, hint }: WorkbenchProps) {
  const problems = useTranslations('problems');
  const router = useRouter();
  // Somebody locked or unlocked it: the page is read again, and what it then may do is another.
  const [controller] = useState(() => createController(notebook, () => router.refresh()));
  const [said] = useState(() => createComments(notebook, comments, problems('unreachable'), () => controller.store.flush()));
  // A page that is read again brings them again; the notebook that is open goes on.
  const [first] = useState(() => brought);
  const { dictionary, startingCohort } = useReleaseDocument(notebook.release) ?? { dictionary: null, startingCohort: null };
  useEffect(() => {
    // The tab's one engine lives as long as this page; the failure is shown through the engine's state.
    controller.start(urlsOf(notebook.release), first).catch(() => undefined);
    const flush = () => void controller.store.flush();
    window.addEventListener('pagehide', flush);
    const wake = () => controller.wake();
    window.addEventListener('online', wake);
    // Back from another tab, where one may have signed in.
    window.addEventListener('focus', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('online', wake);
      window.removeEventListener('focus', flush);
      controller.close();
    };
  }, [controller, notebook.release, first]);
  useEffect(() => {
    void said.start();
    const ask = () => void said.changed();
    window.addEventListener('focus', ask);
    const deaf = controller.listenComments(ask);
    return () => {
      window.removeEventListener('focus', ask);
      deaf();
      said.close();
    };
  }, [controller, said]);
  const bench = useMemo<Bench>(
    () => ({
      controller,
      notebook,
      dictionary,
      startingCohort,
      setFocus: (id, editing = false) => {
        if (!editing) controller.store.endTyping();
        controller.focus.set(id, editing);
      },
    }),
    [controller, notebook, dictionary, startingCohort],
  );
  return (
    <WorkbenchContext value={bench}>
      <CommentsContext value={said}>
        <WorkbenchInside hint={hint} />
      </CommentsContext>
    </WorkbenchContext>
  );
}

function WorkbenchInside({ hint }: { readonly hint: boolean }) {
  useKeyboard();
  useNotebookCommands();
  useMethodsAhead();
  useTableFiles();
  const isTalking = useComments(({ isOpen }) => isOpen);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      <WorkbenchHeader />
      <Announcer />
      <HistoryPlace />
      <OthersAround />
      <div
        className={classNames(
          'mx-auto grid w-full max-w-[1500px] grid-cols-[minmax(0,1fr)] gap-6 px-4 pt-4 pb-24',
          isTalking
            ? 'max-[1100px]:pb-[65dvh] min-[1100px]:grid-cols-[minmax(0,1fr)_320px] min-[1440px]:grid-cols-[240px_minmax(0,1fr)_320px]'
            : 'min-[1100px]:grid-cols-[240px_minmax(0,1fr)] min-[1440px]:grid-cols-[240px_minmax(0,1fr)_240px]',
        )}
      >
        {/* What stays where it is beside the document is nothing to keep the page’s place by. */}
        <aside className={classNames('hidden [overflow-anchor:none]', isTalking ? 'min-[1440px]:block' : 'min-[1100px]:block')}>
          <div className="sticky top-28 grid max-h-[calc(100vh-8rem)] grid-cols-[minmax(0,1fr)] gap-6 overflow-y-auto pb-4">
            <Outline />
            <DataPanel />
          </div>
        </aside>
        <NotebookDocument hint={hint} />
        <CommentsAside />
      </div>
    </div>
  );
}
