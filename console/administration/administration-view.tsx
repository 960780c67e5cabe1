import Tabs from '@cloudscape-design/components/tabs';
import { useLocation } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import { type AdministrationPart, administrationParts } from '../parts/addresses.ts';
import { Part } from '../parts/part.tsx';
import { useTitle } from '../parts/use-title.ts';
import { Audits } from './audits.tsx';
import { ConsoleSettingsPart } from './console-settings.tsx';
import { Integrations } from './integrations.tsx';
import { Queues } from './queues.tsx';
import { Retention } from './retention.tsx';
import { TestCustomer } from './test-customer.tsx';
import { Users } from './users.tsx';
import { WrapupCodes } from './wrapup-codes.tsx';
import './administration.css';

const parts = {
  queues: Queues,
  codes: WrapupCodes,
  integrations: Integrations,
  users: Users,
  retention: Retention,
  console: ConsoleSettingsPart,
  audits: Audits,
  try: TestCustomer,
} as const satisfies Record<AdministrationPart, unknown>;

/** Administration, plainly: queues, wrap-up codes, integrations, users, retention, audits, and a test customer. */
export const AdministrationView = ({ part }: { readonly part: string | undefined }) => {
  const say = useSay();
  const [, go] = useLocation();
  const shown = administrationParts.find((name) => name === part) ?? 'queues';
  useTitle(say(`admin.${shown}`));
  return (
    <section className="administration" aria-label={say('admin.title')}>
      <h1 className="visually-hidden">{say('admin.title')}</h1>
      <Tabs
        ariaLabel={say('admin.title')}
        activeTabId={shown}
        onChange={({ detail }) => go(`/administration/${detail.activeTabId}`)}
        tabs={administrationParts.map((name) => {
          const Content = parts[name];
          return {
            id: name,
            label: say(`admin.${name}`),
            content:
              name === shown ? (
                <Part>
                  <Content />
                </Part>
              ) : null,
          };
        })}
      />
    </section>
  );
};
