'use server';

import * as z from 'zod';
import { defineAction } from '@/app/_server/action';
import { knownPlaces } from '@/app/_server/projects/places';

/** What the palette can go to beside the pages: asked for when it opens. */
export const knownPlacesAction = defineAction({
  name: 'places.list',
  input: z.object({}),
  right: 'project.list',
  on: 'none',
  work: 'reading',
  run: ({ tx, person }) => knownPlaces(tx, person),
});
