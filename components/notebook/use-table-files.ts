import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { usePlaceCommands } from '@/components/shell/place-commands';
import { useToast } from '@/components/ui/toast';
import { useWorkbench } from '@/components/workbench/workbench-context';
import { download } from './results/download';
import { csvOf, type FileTable, fileTables } from './results/table-csv';

/** In the palette: the tables of the cell in focus as CSV files; without one that has an up-to-date result, what to do to get them. */
export function useTableFiles(): void {
  const text = useTranslations('notebook.palette');
  const say = useTranslations('notebook.figure');
  const views = useTranslations('editor.views');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const announce = useToast();
  const { controller } = useWorkbench();
  const place = useMemo(() => {
    const save = async (file: string, { stored, table, total }: FileTable) => {
      try {
        const whole = table.rows.length < total ? await controller.engine.page({ table: stored, from: 0, count: total }) : table;
        download(file, new Blob([csvOf(whole)], { type: 'text/csv' }));
      } catch {
        announce(say('notSaved', { figure: file }));
      }
    };
    const command = (id: string, label: string, run: () => void) => ({
      id: `csv.${id}`,
      group: text('csv'),
      label,
      words: text('csvFiles'),
      run,
    });
    const commands = () => {
      const state = controller.engine.snapshot().cells.get(controller.focus.snapshot().id ?? '');
      const outcome = state?.freshness === 'fresh' ? state.outcome : null;
      const found = outcome ? fileTables(outcome) : [];
      if (!state || !outcome || found.length === 0) return [command('where', text('csvWhere'), () => announce(text('csvWhere')))];
      return found.map((one) => {
        const own = outcome.views.find(({ table }) => table === one.name)?.title[lang];
        const title = own ?? (one.name === 'attrition' ? views('attrition') : one.name);
        const file = `${state.name}-${one.name}.csv`;
        return command(one.name, text('csvOf', { cell: state.name, table: title }), () => void save(file, one));
      });
    };
    return { commands, shortcuts: [] };
  }, [controller, announce, lang, say, text, views]);
  usePlaceCommands(place);
}
