import { useTranslations } from 'next-intl';
import type { ActivityDto } from '@/app/_contract/projects';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';

/** Names of the texts; those of actions have dots, which texts cannot have. */
const texts = {
  'project.edit': 'edit',
  'project.archive': 'archive',
  'project.bring-back': 'bringBack',
  'project.add-member': 'addMember',
  'project.set-member-role': 'setMemberRole',
  'project.remove-member': 'removeMember',
  'notebook.create': 'createNotebook',
  'notebook.delete': 'deleteNotebook',
  'notebook.bring-back': 'bringBackNotebook',
  'report.make': 'makeReport',
  'notebook.edit': 'editNotebook',
} as const satisfies Record<ActivityDto['kind'], string>;

/** Who did what in the project, newest first. */
export function Activity({ activity }: { readonly activity: readonly ActivityDto[] }) {
  const text = useTranslations('projects');
  if (activity.length === 0) return <p className="text-ink-soft">{text('noActivity')}</p>;
  const columns = [
    { key: 'at', header: text('when') },
    { key: 'person', header: text('member') },
    { key: 'what', header: text('what') },
  ];
  const rows = activity.map(({ kind, at, person, about }, place) => ({
    key: `${at} ${place}`,
    cells: { at: <Moment iso={at} />, person, what: text(`did.${texts[kind]}`, { about: about || '–' }) },
  }));
  return <Table caption={text('activity')} columns={columns} rows={rows} />;
}
