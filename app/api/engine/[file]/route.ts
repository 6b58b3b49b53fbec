import { serveEngineFile } from '@/app/_server/engine-files';
import { defineRoute } from '@/app/_server/route';

const serve = defineRoute({ name: 'engine.file', right: 'home.read', on: 'none', run: serveEngineFile });

export { serve as GET, serve as HEAD };
