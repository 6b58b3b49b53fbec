import 'server-only';

const here = 'http://coho.invalid';

/** An address of ours to go on to, as a browser will read it; anything that could lead elsewhere becomes the first page. */
export function localPath(wanted: string): string {
  const isPath = wanted.startsWith('/') && !/[\\\p{Cc}]/u.test(wanted) && URL.canParse(wanted, here);
  if (!isPath) return '/';
  const { origin, pathname, search, hash } = new URL(wanted, here);
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
