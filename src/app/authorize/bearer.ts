/** The token of an Authorization header: three parts between dots, as ours and every JWT has. */
export const bearer = (headers: Record<string, string | undefined> | null): string | undefined => {
  const header = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? '')?.[1];
};
