import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { Link } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import { useConsoleSettings, useSetConsole } from '../parts/use-console-settings.ts';
import { Listing, RowAction } from './listing.tsx';
import { Suggest } from './suggest.tsx';

const zones = Intl.supportedValuesOf('timeZone');

/** What the tenant sets for everybody's console: its time zone, and the views that all are offered. */
export const ConsoleSettingsPart = () => {
  const say = useSay();
  const settings = useConsoleSettings();
  const set = useSetConsole();
  const [zone, setZone] = useState<string>();
  const shown = zone ?? settings.timeZone ?? '';
  return (
    <SpaceBetween size="l">
      <Header variant="h2">{say('admin.console')}</Header>
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <Suggest label={say('admin.console.zone')} value={shown} suggestions={zones} onChange={setZone} />
        <Button
          onClick={() =>
            set.mutate(({ timeZone: _, ...now }) => (shown === '' ? now : { ...now, timeZone: shown }))
          }
        >
          {say('admin.save')}
        </Button>
      </SpaceBetween>
      <Listing
        title={say('admin.console.views')}
        description={say('admin.console.views.hint')}
        items={settings.views}
        trackBy="name"
        empty={say('admin.console.views.none')}
        columns={[
          {
            id: 'name',
            header: say('admin.name'),
            isRowHeader: true,
            cell: ({ name, search }) => <Link href={`/interactions?${search}`}>{name}</Link>,
          },
        ]}
        actions={({ name }) => (
          <RowAction
            text={say('admin.remove')}
            label={`${say('admin.remove')} ${name}`}
            onClick={() =>
              set.mutate((now) => ({ ...now, views: now.views.filter((view) => view.name !== name) }))
            }
          />
        )}
      />
    </SpaceBetween>
  );
};
