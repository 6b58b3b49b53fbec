import { serveReleaseDocument } from '@/app/_server/catalogue/release-document';
import { defineRoute } from '@/app/_server/route';

const serve = defineRoute({ name: 'dictionary.read', right: 'catalogue.read', on: 'none', isFetched: true, run: serveReleaseDocument });

export { serve as GET };
