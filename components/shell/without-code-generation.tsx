'use client';

import './no-code-generation';
import type { ReactNode } from 'react';

/** Outermost on every page, so that what it imports is loaded before the page's own modules. */
export function WithoutCodeGeneration({ children }: { readonly children: ReactNode }) {
  return children;
}
