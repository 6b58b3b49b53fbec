'use client';

import { FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import type { CellState } from '@/analysis-kernel/session/state';
import { recordReportAction } from '@/app/_actions/workbench';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useEngine, useWorkbench } from '@/components/workbench/workbench-context';
import { fileNameOf } from './file-name';
import { buildReport } from './report/build-report';
import { download } from './results/download';

type Phase = 'idle' | 'running' | 'done' | 'failed';

const none: ReadonlyMap<string, CellState> = new Map();

/** Makes the report: runs what is not up to date, then writes one HTML file. What failed is named before one takes it. */
export function ReportButton() {
  const text = useTranslations('report');
  const place = useTranslations('notebook');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const { controller, notebook: dto, dictionary } = useWorkbench();
  const [open, setOpen] = useState(false);
  const [phase, setPhase] = useState<Phase>('idle');
  const calledOff = useRef(false);
  usePlaceCommands(
    useMemo(
      () => ({
        commands: () => [
          { id: 'notebook.report', group: place('shortcuts.place'), label: text('title'), words: text('make'), run: () => setOpen(true) },
        ],
        shortcuts: [],
      }),
      [place, text],
    ),
  );
  const cells = useEngine((engine) => (open ? engine.cells : none));
  const states = controller.store.snapshot().order.flatMap((id) => cells.get(id) ?? []);
  const waiting = states.filter(({ freshness, error }) => freshness !== 'fresh' || error);
  const failed = states.filter(({ error }) => error);
  const make = async () => {
    setPhase('running');
    calledOff.current = false;
    try {
      await controller.runAll();
      // No report of half of the results.
      if (calledOff.current) {
        setPhase('idle');
        return;
      }
      const { notebook } = controller.store.snapshot();
      const states = [...controller.engine.snapshot().cells.values()];
      const recorded = await recordReportAction({ notebook: dto.id });
      if (!recorded.ok) throw new Error(recorded.problem.message);
      const html = await buildReport({ notebook, states, lang, release: dto.release, dictionary, facts: recorded.value });
      download(`${fileNameOf(notebook.settings.title)}.html`, new Blob([html], { type: 'text/html' }));
      setPhase('done');
    } catch {
      setPhase('failed');
    }
  };
  const callOff = () => {
    calledOff.current = true;
    void controller.cancel(null);
  };
  const change = (next: boolean) => {
    setOpen(next);
    setPhase('idle');
    if (!next && phase === 'running') callOff();
  };
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <FileText aria-hidden className="size-3.5" />
        {text('button')}
      </Button>
      <Dialog open={open} onOpenChange={change} title={text('title')} description={text('lead')} closeLabel={text('close')}>
        <div className="grid gap-3">
          {phase === 'idle' && waiting.length > 0 ? <p>{text('waiting', { count: waiting.length })}</p> : null}
          {phase === 'running' ? (
            <p role="status">{text('running', { done: states.length - waiting.length, all: states.length })}</p>
          ) : null}
          {phase === 'failed' ? <p role="alert">{text('failed')}</p> : null}
          {phase === 'done' ? <p role="status">{text('done')}</p> : null}
          {failed.length > 0 ? (
            <p className="text-stale">{text('faults', { names: failed.map(({ name }) => name).join(lang === 'zh' ? '、' : ', ') })}</p>
          ) : null}
          <div className="flex gap-2">
            <Button look="primary" busy={phase === 'running'} onClick={() => void make()}>
              {text('make')}
            </Button>
            {phase === 'running' ? <Button onClick={callOff}>{text('cancel')}</Button> : null}
          </div>
        </div>
      </Dialog>
    </>
  );
}
