import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  plain: 'bg-surface text-ink border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink-soft border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-surface text-failed border-failed hover:bg-failed-soft',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: keyof typeof looks;
  readonly size?: 'small' | 'normal' | 'icon';
  /** Gives the look to the one child, such as a link, instead of making a button. */
  readonly asChild?: boolean;
  /** Says it is at work and takes no second press. */
  readonly busy?: boolean;
}

const sizes = { small: 'h-7 px-2 text-sm', normal: 'h-9 px-3', icon: 'h-8 w-8 justify-center' } as const;

export function Button({ look = 'plain', size = 'normal', asChild = false, busy = false, className, type, ...rest }: ButtonProps) {
  const Element = asChild ? Slot.Root : 'button';
  return (
    <Element
      type={asChild ? undefined : (type ?? 'button')}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy || undefined}
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none disabled:opacity-60 disabled:cursor-default',
        looks[look],
        sizes[size],
        className,
      )}
      {...rest}
    />
  );
}
