const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Headers that clients, servers and what is between them add; nobody declares them. */
export const standardRequestHeaders = words(`
  accept accept-charset accept-encoding accept-language authorization cache-control connection content-encoding
  content-length content-type cookie date expect forwarded from host if-match if-modified-since if-none-match if-range
  if-unmodified-since max-forwards origin pragma proxy-authorization range referer te traceparent tracestate trailer
  transfer-encoding upgrade user-agent via x-forwarded-for x-forwarded-host x-forwarded-proto x-requested-with`)

export const standardResponseHeaders = words(`
  accept-patch accept-ranges access-control-allow-credentials access-control-allow-headers access-control-allow-methods
  access-control-allow-origin access-control-expose-headers access-control-max-age age allow alt-svc cache-control
  connection content-disposition content-encoding content-language content-length content-location content-range
  content-security-policy content-type date etag expires last-modified link location pragma proxy-authenticate
  retry-after server set-cookie strict-transport-security trailer transfer-encoding upgrade vary via warning
  www-authenticate x-content-type-options x-frame-options`)
