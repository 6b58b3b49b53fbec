/** A file name without what file systems refuse. */
export function fileNameOf(title: string | null): string {
  return (title ?? 'notebook').replaceAll(/[\\/:*?"<>|\s]+/g, '-').slice(0, 80) || 'notebook';
}
