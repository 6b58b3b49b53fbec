'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { listText } from '@/analysis-kernel/results/format';
import { usePeople } from '@/components/workbench/live/use-live';
import { useFocus } from '@/components/workbench/workbench-context';

/** Who comes and goes, or enters the cell one is in, is said once things are still for as long. */
const STILL_MS = 1500;

/** Tells a screen reader who comes and goes; of what they type it says nothing. */
export function PeopleAnnouncer() {
  const text = useTranslations('notebook.people');
  const lang = useLocale() === 'zh' ? 'zh' : 'en';
  const people = usePeople();
  const mine = useFocus(({ id }) => id);
  const before = useRef<{ readonly names: ReadonlyMap<string, string>; readonly beside: ReadonlySet<string> } | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      const names = new Map(people.map(({ id, name }) => [id, name]));
      const beside = new Set(people.filter(({ cell }) => cell !== null && cell === mine).map(({ id }) => id));
      const was = before.current ?? { names: new Map<string, string>(), beside: new Set<string>() };
      before.current = { names, beside };
      const say = (key: 'came' | 'left' | 'besideYou', who: readonly string[]) =>
        who.length === 0 ? [] : [text(key, { count: who.length, names: listText(who, lang) })];
      const words = [
        ...say(
          'came',
          [...names].flatMap(([id, name]) => (was.names.has(id) || beside.has(id) ? [] : [name])),
        ),
        ...say(
          'left',
          [...was.names].flatMap(([id, name]) => (names.has(id) ? [] : [name])),
        ),
        ...say(
          'besideYou',
          [...beside].flatMap((id) => (was.beside.has(id) ? [] : [names.get(id) ?? ''])),
        ),
      ];
      if (words.length > 0) setSaid(words.join(lang === 'zh' ? '' : ' '));
    }, STILL_MS);
    return () => clearTimeout(timer);
  }, [people, mine, text, lang]);
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  );
}
