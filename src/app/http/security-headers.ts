/** What a JSON API needs of the security headers: the rest speaks of pages, and would be two kilobytes an answer. */
export const securityHeaders = {
  contentSecurityPolicy: false,
  permissionsPolicy: false,
  reportTo: false,
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  originAgentCluster: false,
  dnsPrefetchControl: false,
  downloadOptions: false,
  permittedCrossDomainPolicies: false,
} as const;
