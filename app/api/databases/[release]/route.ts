import { serveRelease } from '@/app/_server/catalogue/serve-release';
import { defineRoute } from '@/app/_server/route';

const serve = defineRoute({ name: 'data.load', right: 'data.load', on: 'release', isFetched: true, run: serveRelease });

export { serve as GET, serve as HEAD };
