import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { getRetention, putRetention } from '../../src/contract/routes/records.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { PartError, Waiting } from '../parts/part.tsx';
import { useSaving } from '../parts/use-saving.ts';

/** For how many days conversations are kept after their end. */
export const Retention = () => {
  const say = useSay();
  const { call } = useLive();
  const { data, error } = useQuery({
    queryKey: ['retention'],
    retry: false,
    queryFn: async ({ signal }) => {
      try {
        return await call(getRetention, { signal });
      } catch (failure) {
        // A tenant that never said so keeps everything.
        if (failure instanceof ProblemError && failure.code === 'not.found') return null;
        throw failure;
      }
    },
  });
  const [days, setDays] = useState<string>();
  const save = useSaving((value: number) => call(putRetention, { body: { days: value } }), {
    stale: ['retention'],
  });
  if (error !== null) return <PartError error={error} />;
  if (data === undefined) return <Waiting />;
  const shown = days ?? String(data?.days ?? '');
  return (
    <SpaceBetween size="l">
      <Header variant="h2" description={data === null ? say('admin.retention.forever') : undefined}>
        {say('admin.retention')}
      </Header>
      <SpaceBetween direction="horizontal" size="s" alignItems="end">
        <FormField label={say('admin.retention.days')}>
          <Input type="number" value={shown} onChange={({ detail }) => setDays(detail.value)} />
        </FormField>
        <Button disabled={!(Number(shown) >= 1)} onClick={() => save.mutate(Number(shown))}>
          {say('admin.save')}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  );
};
