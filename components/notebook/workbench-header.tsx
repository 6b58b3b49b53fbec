'use client';

import { Loader, Play, Redo2, Square, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { usePressed } from '@/components/ui/use-pressed';
import type { SaveRefused } from '@/components/workbench/store/save-refused';
import { useEngine, useStore, useWorkbench } from '@/components/workbench/workbench-context';
import { CommentsToggle } from './comments/comments-toggle';
import { NotebookMenu } from './notebook-menu';
import { NotebookTitle } from './notebook-title';
import { ConnectionStatus } from './people/connection-status';
import { OthersButton } from './people/others';
import { ReportButton } from './report-button';
import { SaveStatus } from './save-status';
import { TitleConflictNote } from './title-conflict';

/** The bar above the document: where one is, how far it is saved, run, report, more. */
export function WorkbenchHeader() {
  const text = useTranslations('notebook');
  const { controller, notebook } = useWorkbench();
  const waiting = useStore((store) => store.waiting);
  const refusal = useStore((store) => store.refusal);
  const starting = useEngine(({ phase }) => phase === 'starting');
  const running = useEngine(({ cells }) => [...cells.values()].some(({ activity }) => activity === 'running' || activity === 'queued'));
  const [busy, press] = usePressed(running);
  return (
    <div className="sticky top-0 z-30 border-b border-line bg-ground/95 backdrop-blur">
      <div className="mx-auto flex max-w-[1500px] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
        <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={`/projects/${notebook.projectId}`}
            title={notebook.projectName}
            className="max-w-60 truncate text-sm leading-6 text-ink-soft hover:underline"
          >
            {notebook.projectName}
          </Link>
          <span aria-hidden className="text-ink-faint">
            /
          </span>
          <NotebookTitle />
        </div>
        <span title={text('openData')}>
          <Badge>{notebook.release}</Badge>
        </span>
        <SaveStatus />
        <ConnectionStatus />
        <OthersButton />
        {starting ? (
          <span className="inline-flex items-center gap-1 text-xs text-ink-soft" role="status">
            <Loader aria-hidden className="size-3.5 animate-spin" />
            {text('engine.starting')}
          </span>
        ) : null}
        <span className="flex items-center gap-1">
          {controller.mayEdit ? <TurnBack /> : null}
          {busy ? (
            <Button {...press} onClick={() => void controller.cancel(null)}>
              <Square aria-hidden className="size-3.5" />
              {text('cancelAll')}
            </Button>
          ) : (
            <Button {...press} onClick={() => void controller.runAll()}>
              <Play aria-hidden className="size-3.5" />
              {text('runAll')}
            </Button>
          )}
          <CommentsToggle />
          <ReportButton />
          <NotebookMenu />
        </span>
      </div>
      <TitleConflictNote />
      {refusal ? <Refusal refusal={refusal} waiting={waiting} /> : null}
    </div>
  );
}

function TurnBack() {
  const text = useTranslations('notebook');
  const { controller } = useWorkbench();
  const canUndo = useStore((store) => store.canUndo);
  const canRedo = useStore((store) => store.canRedo);
  return (
    <>
      <Button look="quiet" size="icon" aria-label={text('undo')} disabled={!canUndo} onClick={() => controller.edits.turn('undo')}>
        <Undo2 aria-hidden className="size-4" />
      </Button>
      <Button look="quiet" size="icon" aria-label={text('redo')} disabled={!canRedo} onClick={() => controller.edits.turn('redo')}>
        <Redo2 aria-hidden className="size-4" />
      </Button>
    </>
  );
}

/** Why nothing is saved, what becomes of the work, and the way on. The notebook stays open: signing in stands in a tab of its own. */
function Refusal({ refusal, waiting }: { readonly refusal: SaveRefused; readonly waiting: number }) {
  const text = useTranslations('notebook.save');
  const shell = useTranslations('shell');
  return (
    <div className="mx-auto max-w-[1500px] px-4 pb-2">
      <ErrorNote
        action={
          refusal.signedOut ? (
            <Button asChild size="small" className="justify-self-start">
              <a href="/signin?next=/account" target="_blank" rel="noopener">
                {shell('signIn')}
              </a>
            </Button>
          ) : null
        }
      >
        {refusal.message} {text('safe', { count: waiting })}
      </ErrorNote>
    </div>
  );
}
