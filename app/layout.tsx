import './globals.css';
import type { Metadata, Viewport } from 'next';
import { getNow, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { shellState } from '@/app/_server/shell';
import { Shell } from '@/components/shell/shell';
import { Words } from './words';

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const text = await getTranslations('shell');
  return { title: { default: 'Coho', template: '%s · Coho' }, description: text('description') };
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const state = await shellState();
  return (
    <html lang={state.language === 'zh' ? 'zh-CN' : 'en'} data-theme={state.theme}>
      <body>
        <Words language={state.language} now={await getNow()}>
          <Shell state={state}>{children}</Shell>
        </Words>
      </body>
    </html>
  );
}
