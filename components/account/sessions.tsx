'use client';

import { useTranslations } from 'next-intl';
import { revokeSessionAction } from '@/app/_actions/account';
import type { SessionDto } from '@/app/_contract/account';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import { deviceName } from './device-name';

export function Sessions({ sessions }: { readonly sessions: readonly SessionDto[] }) {
  const text = useTranslations('account');
  const { busy, problem, run } = useAction(revokeSessionAction);
  const columns = [
    { key: 'device', header: text('device') },
    { key: 'address', header: text('address') },
    { key: 'began', header: text('began') },
    { key: 'seen', header: text('seen') },
    { key: 'end', header: <span className="sr-only">{text('end')}</span> },
  ];
  const rows = sessions.map((session) => ({
    key: session.id,
    cells: {
      device: deviceName(session.device) ?? text('unknownDevice'),
      address: session.address || '–',
      began: <Moment iso={session.createdAt} />,
      seen: <Moment iso={session.lastSeenAt} />,
      end: session.current ? (
        <Badge tone="fresh">{text('thisSession')}</Badge>
      ) : (
        <Button size="small" busy={busy} onClick={() => run({ session: session.id })}>
          {text('end')}
        </Button>
      ),
    },
  }));
  return (
    <div className="grid gap-3">
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      <Table caption={text('sessions')} columns={columns} rows={rows} />
      {sessions.length > 1 ? (
        <div>
          <Button busy={busy} onClick={() => run({ session: null })}>
            {text('endOthers')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
