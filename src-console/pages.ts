/** Which component is which page? A page that is not in here is not in the navigation either. */

import type { ReactElement } from 'react';
import type { PageProps } from './page-props.ts';
import { AccountPage } from './pages/account/account-page.tsx';
import { AccountsPage } from './pages/accounts/accounts-page.tsx';
import { AdaptersPage } from './pages/adapters/adapters-page.tsx';
import { AuditPage } from './pages/audit/audit-page.tsx';
import { FiguresPage } from './pages/figures/figures-page.tsx';
import { FleetPage } from './pages/fleet/fleet-page.tsx';
import { NoticesPage } from './pages/notices/notices-page.tsx';
import { RightsPage } from './pages/rights/rights-page.tsx';
import { SettingsPage } from './pages/settings/settings-page.tsx';
import { TracePage } from './pages/trace/trace-page.tsx';
import type { RouteName } from './routes.ts';

export const PAGES: Readonly<Partial<Record<RouteName, (props: PageProps) => ReactElement>>> = {
  figures: FiguresPage,
  fleet: FleetPage,
  settings: SettingsPage,
  trace: TracePage,
  rights: RightsPage,
  notices: NoticesPage,
  adapters: AdaptersPage,
  accounts: AccountsPage,
  audit: AuditPage,
  account: AccountPage,
};
