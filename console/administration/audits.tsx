import { useQuery } from '@tanstack/react-query';
import { getAudits } from '../../src/contract/routes/records.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { useLive } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { Listing } from './listing.tsx';

/** Who exported, deleted, released or revoked what, newest first. */
export const Audits = () => {
  const say = useSay();
  const times = useTimes();
  const { call } = useLive();
  const { data, error, isPending } = useQuery({
    queryKey: ['audits'],
    queryFn: ({ signal }) => call(getAudits, { signal }),
  });
  if (error !== null) return <PartError error={error} />;
  return (
    <Listing
      title={say('admin.audits')}
      loading={isPending}
      items={data?.entities ?? []}
      empty={say('admin.audits.none')}
      columns={[
        { id: 'time', header: say('admin.audit.time'), cell: ({ time }) => times.whole(Date.parse(time)) },
        { id: 'action', header: say('admin.audit.action'), cell: ({ action }) => action },
        { id: 'user', header: say('admin.audit.user'), cell: ({ userId }) => userId },
        { id: 'entity', header: say('admin.audit.entity'), cell: ({ entityId }) => entityId },
      ]}
    />
  );
};
