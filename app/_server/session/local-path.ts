import 'server-only';

/** An address of ours to go on to; anything that could lead elsewhere becomes the first page. */
export function localPath(wanted: string): string {
  const isLocal = wanted.startsWith('/') && !wanted.startsWith('//') && !/[\\\p{Cc}]/u.test(wanted);
  return isLocal ? wanted : '/';
}
