import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { AuditFilter, AuditPageDto, VerificationDto } from '@/app/_contract/audit';
import { recordedActions } from '@/app/_contract/audit';
import type { Messages } from '@/app/_messages/messages';
import { PageFrame } from '@/components/shell/page-frame';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field, Input, NativeSelect } from '@/components/ui/field';
import { Table } from '@/components/ui/table';

interface AuditPageProps {
  readonly filter: AuditFilter;
  readonly page: AuditPageDto;
  readonly verification: VerificationDto | null;
}

const tones = { done: 'neutral', denied: 'stale', failed: 'failed' } as const;

export function AuditPage({ filter, page, verification }: AuditPageProps) {
  const text = useTranslations('admin');
  const columns = [
    { key: 'sequence', header: text('entry'), numeric: true },
    { key: 'at', header: text('at') },
    { key: 'sentence', header: text('sentence') },
    { key: 'outcome', header: text('outcome') },
  ];
  const rows = page.entries.map((entry) => ({
    key: String(entry.sequence),
    cells: {
      sequence: <span title={entry.hash}>{entry.sequence}</span>,
      at: <span className="whitespace-nowrap">{`${entry.at.slice(0, 10)} ${entry.at.slice(11, 19)}`}</span>,
      sentence: (
        <span className="break-words" title={entry.action}>
          {entry.sentence}
        </span>
      ),
      outcome: <Badge tone={tones[entry.outcome]}>{text(`outcomes.${entry.outcome}`)}</Badge>,
    },
  }));
  return (
    <PageFrame title={text('auditTitle')} lead={text('auditLead')}>
      <Filters filter={filter} />
      {verification ? <Verified verification={verification} /> : null}
      {rows.length > 0 ? (
        <Table caption={text('auditTitle')} columns={columns} rows={rows} />
      ) : (
        <EmptyState
          title={text('noEntries')}
          action={
            <Button asChild>
              <Link href="/audit">{text('allEntries')}</Link>
            </Button>
          }
        >
          {text('noEntriesWhat')}
        </EmptyState>
      )}
      {page.older === null ? null : (
        <div>
          <Button asChild>
            <Link href={{ pathname: '/audit', query: { ...filter, verify: undefined, before: page.older } }}>{text('older')}</Link>
          </Button>
        </div>
      )}
    </PageFrame>
  );
}

/** What is searched, as it stands in an address. */
function searchOf(filter: AuditFilter): string {
  const { verify: _verify, before: _before, ...asked } = filter;
  return new URLSearchParams(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString();
}

function Filters({ filter }: { readonly filter: AuditFilter }) {
  const text = useTranslations('admin');
  return (
    <form action="/audit" className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
      <Field label={text('person')}>{(control) => <Input {...control} name="person" defaultValue={filter.person} />}</Field>
      <Field label={text('action')}>
        {(control) => (
          <NativeSelect {...control} name="action" defaultValue={filter.action ?? ''}>
            <option value="">{text('anyOutcome')}</option>
            {recordedActions.map((action) => (
              <option key={action} value={action}>
                {text(`actions.${action.replaceAll(/[.-]/gu, '_') as keyof Messages['admin']['actions']}`)}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      <Field label={text('project')}>{(control) => <Input {...control} name="project" defaultValue={filter.project} />}</Field>
      <Field label={text('release')}>{(control) => <Input {...control} name="release" defaultValue={filter.release} />}</Field>
      <Field label={text('from')}>{(control) => <Input {...control} name="from" type="date" defaultValue={filter.from} />}</Field>
      <Field label={text('through')}>{(control) => <Input {...control} name="through" type="date" defaultValue={filter.through} />}</Field>
      <Field label={text('outcome')}>
        {(control) => (
          <NativeSelect {...control} name="outcome" defaultValue={filter.outcome ?? ''}>
            <option value="">{text('anyOutcome')}</option>
            {(['done', 'denied', 'failed'] as const).map((outcome) => (
              <option key={outcome} value={outcome}>
                {text(`outcomes.${outcome}`)}
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary">
          {text('search')}
        </Button>
        <Button type="submit" name="verify" value="1">
          {text('verify')}
        </Button>
        <Button asChild>
          <a href={`/api/audit/export?${searchOf(filter)}`} download>
            {text('export')}
          </a>
        </Button>
      </div>
    </form>
  );
}

/** So many faults are named on the page; `coho audit verify` names all. */
const MOST_FAULTS = 100;

function Verified({ verification: { entries, head, faults } }: { readonly verification: VerificationDto }) {
  const text = useTranslations('admin');
  if (faults.length === 0) {
    return (
      <p role="status" className="rounded-md border border-fresh bg-fresh-soft px-3 py-2">
        {text('intact', { entries, head: head.slice(0, 16) })}
      </p>
    );
  }
  return (
    <ul role="status" className="rounded-md border border-failed bg-failed-soft px-3 py-2">
      {faults.slice(0, MOST_FAULTS).map(({ fault, from, to }) => (
        <li key={`${fault} ${from}`}>{text(`fault.${fault}`, { count: to - from + 1, from, to })}</li>
      ))}
      {faults.length > MOST_FAULTS ? <li>{text('moreFaults', { count: faults.length - MOST_FAULTS })}</li> : null}
    </ul>
  );
}
