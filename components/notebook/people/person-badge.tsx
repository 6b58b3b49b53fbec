import { personClass } from '@/components/editor/person-colour';
import { classNames } from '@/components/ui/class-names';
import type { LivePerson } from '@/components/workbench/live/live-text';
import { initialsOf } from './initials';

interface PersonBadgeProps {
  readonly person: Pick<LivePerson, 'name' | 'colour'>;
  readonly size?: 'small' | 'normal';
}

const sizes = { small: 'h-4.5 min-w-4.5 text-[10px]', normal: 'h-6 min-w-6 text-[11px]' } as const;

/** A person's initials in the person's colour; the name stands beside it, or is said by what it stands in. */
export function PersonBadge({ person, size = 'normal' }: PersonBadgeProps) {
  return (
    <span
      aria-hidden
      title={person.name}
      className={classNames(
        'inline-flex items-center justify-center rounded-full bg-(--person) px-0.5 leading-none font-semibold text-(--on-person) ring-1 ring-ground select-none',
        sizes[size],
        personClass(person.colour),
      )}
    >
      {initialsOf(person.name)}
    </span>
  );
}
