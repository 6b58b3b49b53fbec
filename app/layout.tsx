import './globals.css';
import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { shellState } from '@/app/_server/shell';
import { Shell } from '@/components/shell/shell';

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
        <NextIntlClientProvider>
          <Shell state={state}>{children}</Shell>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
