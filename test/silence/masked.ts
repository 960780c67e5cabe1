/**
 * Two runs draw different random ids and happen at different times. Both are named by the order in which they first
 * appear, so that everything else must be the same to the byte, the number and order of ids and times included.
 */
export const masker = () => {
  const names = new Map<string, string>();
  const name = (kind: string, value: string): string => {
    const known = names.get(value) ?? `<${kind}-${names.size}>`;
    names.set(value, known);
    return known;
  };
  return (text: string): string =>
    text
      // A file's address holds tenant, user and file in an alphabet of their own.
      .replace(/(?<=\/(?:waiting|kept)\/[\w/-]*)[\w-]+(?=[/?])/g, (part) =>
        Buffer.from(part, 'base64url').toString(),
      )
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => name('id', id))
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>')
      .replace(/"(last(?:Customer)?MessageAge)":\d+/g, '"$1":<ms>')
      // Times between two moments, and what is as long as they are written.
      .replace(/("name":"t[A-Z]\w*","value":)\d+/g, '$1<ms>')
      .replace(/"content-length":"\d+"/g, '"content-length":"<bytes>"')
      // Also in a text that is part of another.
      .replace(/("token\\?":\\?")[^"\\]+/g, '$1<token>')
      // A frame's is the gateway's request id, which is no UUID.
      .replace(/("contextId\\?":\\?")[^"\\]+/g, '$1<request>')
      .replace(/X-Amz-(Date|Signature)=\w+/g, 'X-Amz-$1=<signed>')
      // A frame's own request, as API Gateway names it.
      .replace(/("contextId":")[\w-]+="/g, '$1<request>"')
      // The address of who did it, by a hash that is each tenant's own.
      .replace(/("from":")[\w-]{43}"/g, '$1<address>"')
      .replace(/ticket=[^"&]+/g, 'ticket=<ticket>')
      .replace(/"(x-amzn-trace-id|x-amz-apigw-id|x-amzn-requestid)":"[^"]*"/g, '"$1":"<request>"');
};
