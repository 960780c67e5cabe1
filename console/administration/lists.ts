import { useQuery } from '@tanstack/react-query';
import type { Integration } from '../../src/contract/integration.ts';
import { getDivisions } from '../../src/contract/routes/authorization.ts';
import { getIntegrations } from '../../src/contract/routes/integrations.ts';
import { getUsers } from '../../src/contract/routes/users.ts';
import { getWrapupCodes } from '../../src/contract/routes/wrapup-codes.ts';
import type { User } from '../../src/contract/user.ts';
import type { WrapupCode } from '../../src/contract/wrapup-code.ts';
import { readPages } from '../live/read-pages.ts';
import { useLive } from '../live/use-live.ts';

/** Every user of the caller's divisions, also who works here no more. */
export const useUsers = () => {
  const { call } = useLive();
  return useQuery<readonly User[]>({
    queryKey: ['users'],
    queryFn: ({ signal }) =>
      readPages((page) => call(getUsers, { query: { ...page, state: 'any' }, signal })),
  });
};

/** Every integration that feeds a queue of the caller's divisions. */
export const useIntegrations = () => {
  const { call } = useLive();
  return useQuery<readonly Integration[]>({
    queryKey: ['integrations'],
    queryFn: ({ signal }) => readPages((query) => call(getIntegrations, { query, signal })),
  });
};

/** Every wrap-up code of the caller's divisions, and those that are for all. */
export const useWrapupCodes = () => {
  const { call } = useLive();
  return useQuery<readonly WrapupCode[]>({
    queryKey: ['wrapup-codes'],
    queryFn: ({ signal }) => readPages((query) => call(getWrapupCodes, { query, signal })),
  });
};

/** The ids of the divisions that there are. */
export const useDivisionIds = (): readonly string[] => {
  const { call } = useLive();
  const { data = [] } = useQuery<readonly string[]>({
    queryKey: ['divisions'],
    queryFn: async ({ signal }) =>
      (await readPages((query) => call(getDivisions, { query, signal }))).map(({ id }) => id),
  });
  return data;
};
