import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** An error where it happened: what is wrong, what was expected, and the mend as a button. */
export function ErrorNote({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md border border-failed bg-failed-soft px-3 py-2 text-ink">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-failed" />
      <div className="grid gap-2">
        <div>{children}</div>
        {action}
      </div>
    </div>
  );
}
