'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo, useRef } from 'react';
import type { PersonDto } from '@/app/_contract/account';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { usePlaceCommands } from './place-commands';

export function PersonMenu({ person }: { readonly person: PersonDto }) {
  const text = useTranslations('shell');
  const roles = useTranslations('roles');
  const signOut = useRef<HTMLFormElement>(null);
  usePlaceCommands(
    useMemo(() => {
      const leave = () => signOut.current?.requestSubmit();
      const command = { id: 'sign-out', group: text('destination.account'), label: text('signOut'), words: text('paletteWords.signOut') };
      return { commands: () => [{ ...command, last: true, run: leave }], shortcuts: [] };
    }, [text]),
  );
  return (
    <>
      {/* A real form post: its answer clears what the browser stored for us. It stands outside the menu, which closes first. */}
      <form ref={signOut} action="/api/signout" method="post" hidden />
      <Menu
        trigger={
          <Button look="quiet" size="small" className="max-w-48">
            <span className="truncate">{person.legalName}</span>
            <ChevronDown aria-hidden className="size-4 shrink-0" />
          </Button>
        }
      >
        <MenuLabel>{[person.name, ...person.roles.map((role) => roles(role))].join(' · ')}</MenuLabel>
        <MenuItem asChild>
          <Link href="/account">{text('destination.account')}</Link>
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => signOut.current?.requestSubmit()}>{text('signOut')}</MenuItem>
      </Menu>
    </>
  );
}
