import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { destinationPaths, type ShellState } from '@/app/_contract/shell';
import { Button } from '@/components/ui/button';
import { NavigationLink } from './navigation-link';
import { PaletteButton } from './palette-button';
import { PersonMenu } from './person-menu';
import { PreferencesMenu } from './preferences-menu';

export function Header({ state }: { readonly state: ShellState }) {
  const text = useTranslations('shell');
  const places = state.destinations.filter((destination) => destination !== 'account' && destination !== 'home');
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface print:hidden">
      <div className="flex min-h-13 flex-wrap items-center gap-x-1 px-4 sm:gap-x-4">
        <Link href="/" className="flex flex-1 items-center gap-2 text-lg font-semibold sm:flex-none">
          <Mark />
          <span>Coho</span>
        </Link>
        <nav
          aria-label={text('places')}
          className="order-last -mx-2 flex w-full min-w-0 gap-0.5 overflow-x-auto pb-1 sm:order-none sm:mx-0 sm:w-auto sm:flex-1 sm:gap-1 sm:pb-0"
        >
          {places.map((destination) => (
            <NavigationLink key={destination} href={destinationPaths[destination]}>
              {text(`destination.${destination}`)}
            </NavigationLink>
          ))}
        </nav>
        <PaletteButton />
        <PreferencesMenu language={state.language} theme={state.theme} />
        {state.person ? (
          <PersonMenu person={state.person} />
        ) : (
          <Button asChild look="primary" size="small">
            <Link href="/signin">{text('signIn')}</Link>
          </Button>
        )}
      </div>
    </header>
  );
}

/** A survival curve in three steps. */
function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 text-accent" fill="none" stroke="currentColor" strokeWidth="2">
      <path d="M2 3h5v5h5v4h4v5h2" strokeLinecap="square" />
    </svg>
  );
}
