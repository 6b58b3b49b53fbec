'use client';

import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { knownPlacesAction } from '@/app/_actions/places';
import type { KnownPlaces } from '@/app/_contract/shell';
import { useLocalised } from '@/components/ui/localised';
import { groupLook, PaletteItem } from './palette-item';

/** Projects, notebooks and databases in the palette, read when it opens; without a connection the rest of the palette stands alone. */
export function KnownPlacesGroups({ onChoose }: { readonly onChoose: (go: () => void) => () => void }) {
  const text = useTranslations('shell');
  const localised = useLocalised();
  const router = useRouter();
  const [places, setPlaces] = useState<KnownPlaces | null>(null);
  useEffect(() => {
    let late = false;
    knownPlacesAction({}).then(
      (result) => {
        if (!late && result.ok) setPlaces(result.value);
      },
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, []);
  if (!places) return null;
  const go = (path: string) => onChoose(() => router.push(path));
  return (
    <>
      <Command.Group heading={text('palettePlaces.notebooks')} className={groupLook}>
        {places.notebooks.map(({ id, title, projectId, projectName }) => (
          <PaletteItem key={id} id={id} label={title} detail={projectName} onSelect={go(`/projects/${projectId}/notebooks/${id}`)} />
        ))}
      </Command.Group>
      <Command.Group heading={text('palettePlaces.projects')} className={groupLook}>
        {places.projects.map(({ id, name }) => (
          <PaletteItem key={id} id={id} label={name} onSelect={go(`/projects/${id}`)} />
        ))}
      </Command.Group>
      <Command.Group heading={text('palettePlaces.databases')} className={groupLook}>
        {places.databases.map(({ name, title }) => (
          <PaletteItem key={name} id={`database.${name}`} label={localised(title)} detail={name} onSelect={go(`/catalogue/${name}`)} />
        ))}
      </Command.Group>
    </>
  );
}
