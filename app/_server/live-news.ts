import 'server-only';
import type { NotebookNews } from '@/app/_contract/live';

/** Who tells those who are connected (app/_server/live). */
interface Teller {
  readonly saved: (notebookId: string, news: NotebookNews) => Promise<void>;
  readonly told: (notebookId: string, what: 'again' | 'comments') => Promise<void>;
  readonly endTyping: (notebookId: string) => Promise<void>;
  readonly kept: (projectId: string, keys: readonly string[], by: string | null, withdrawn: boolean) => Promise<void>;
}

/** Set where a process begins to serve; one for all bundles. Without it nobody is connected, and nobody is told. */
const holder = globalThis as typeof globalThis & { cohoLive?: Teller };

export function tellBy(teller: Teller): void {
  holder.cohoLive = teller;
}

/** Tells the windows of a notebook what a save made of it. */
export function tellSaved(notebookId: string, news: NotebookNews | null): void {
  if (news) void holder.cohoLive?.saved(notebookId, news);
}

/** Tells the windows of a notebook that it is to be read anew, or its comments. */
export function tellWindows(notebookId: string, what: 'again' | 'comments'): void {
  void holder.cohoLive?.told(notebookId, what);
}

/** Puts on the history what is being typed in a notebook at this moment, for who looks at it. */
export async function endTyping(notebookId: string): Promise<void> {
  await holder.cohoLive?.endTyping(notebookId);
}

/** Tells the windows of a project that results were kept, confirmed or withdrawn. */
export function tellKept(projectId: string, keys: readonly string[], by: string | null, withdrawn: boolean): void {
  if (keys.length > 0) void holder.cohoLive?.kept(projectId, keys, by, withdrawn);
}
