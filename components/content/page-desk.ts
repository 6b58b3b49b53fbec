import { ContentDesk } from './content-desk';

let desk: ContentDesk | null = null;

/** The page's one desk for texts from outside; its worker starts with the first of them. */
export function pageDesk(): ContentDesk {
  desk ??= new ContentDesk(
    () => new Worker(new URL('./content.worker.ts', import.meta.url), { type: 'module', name: 'coho-content' }),
    (work, milliseconds) => {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
  );
  return desk;
}
