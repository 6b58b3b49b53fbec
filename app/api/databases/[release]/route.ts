import { releaseObject } from '@/app/_server/access/scope';
import { serveRelease } from '@/app/_server/catalogue/serve-release';
import { defineRoute } from '@/app/_server/route';

const serve = defineRoute({
  name: 'data.load',
  right: 'data.load',
  // Beside the file the engine asks for a log of unfinished writes, which a release never has: that is no try at another release.
  object: (person, { release }) => releaseObject(person, release.replace(/\.wal$/u, '')),
  isFetched: true,
  run: serveRelease,
});

export { serve as GET, serve as HEAD };
