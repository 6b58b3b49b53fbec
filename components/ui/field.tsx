import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names';

const box =
  'w-full rounded-md border border-line-strong bg-surface px-2.5 text-ink placeholder:text-ink-faint aria-invalid:border-failed disabled:opacity-60';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={classNames(box, 'h-9', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(box, 'py-1.5 leading-normal', className)} {...rest} />;
}

/** The browser's own list box: works everywhere, with any keyboard. */
export function NativeSelect({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={classNames(box, 'h-9 pr-7', className)} {...rest} />;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | null;
  /** Given the ids that tie label, hint and fault to the control. */
  readonly children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A labelled control with its hint and, where it stands wrong, its fault. */
export function Field({ label, hint, fault, children }: FieldProps) {
  const id = useId();
  const notes = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, ...(notes ? { 'aria-describedby': notes } : {}), ...(fault ? { 'aria-invalid': true as const } : {}) })}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      ) : null}
      {fault ? (
        <p id={`${id}-fault`} className="text-sm text-failed">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
