/** The headers every answer carries. The policy is the one the admin is built for: no inline and no foreign script. */
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** Emotion inserts empty style elements in production; this is the hash of the empty string. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** Answers of the API are data: whatever a browser takes them for, it may do nothing with them. */
const dataDirectives = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }

/** `publicUrl` decides about HSTS; `connect` are other addresses the admin talks to (an OIDC issuer). */
export function securityHeaders(publicUrl: string, connect: readonly string[]): RequestHandler {
  const isSecure = publicUrl.startsWith('https:')
  const shared = {
    strictTransportSecurity: isSecure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    xFrameOptions: { action: 'deny' as const },
  }
  const data = helmet({ ...shared, contentSecurityPolicy: { useDefaults: false, directives: dataDirectives } })
  const pages = helmet({
    ...shared,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", emptyStyle],
        styleSrcElem: ["'self'", emptyStyle],
        // Letters in the preview carry style attributes; an attribute can load nothing that img-src does not allow.
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...connect],
        frameSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        // On http it would send every request of a local installation to a port that does not speak TLS.
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
  })
  return (request, response, next) => (isData(request.path) ? data : pages)(request, response, next)
}

const isData = (path: string) => path.startsWith('/api/') && !path.startsWith('/api/docs')
