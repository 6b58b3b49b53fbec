'use client';

import { useEffect, useState } from 'react';
import type { ReleaseDocument } from '@/app/_contract/release-document';

const known = new Map<string, Promise<ReleaseDocument | null>>();

/** Dictionary and profile of a release; asked for once a tab. Null where they cannot be had. */
export function readReleaseDocument(release: string): Promise<ReleaseDocument | null> {
  const reading =
    known.get(release) ??
    fetch(`/api/databases/${encodeURIComponent(release)}/dictionary`)
      .then((response) => (response.ok ? (response.json() as Promise<ReleaseDocument>) : null))
      .catch(() => null);
  known.set(release, reading);
  return reading;
}

export function useReleaseDocument(release: string): ReleaseDocument | null {
  const [document, setDocument] = useState<ReleaseDocument | null>(null);
  useEffect(() => {
    let late = false;
    readReleaseDocument(release).then((read) => {
      if (!late) setDocument(read);
    });
    return () => {
      late = true;
    };
  }, [release]);
  return document;
}
