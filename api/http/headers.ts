/** The headers every answer carries. The policy is the one the admin is built for: no inline and no foreign script. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet, { type HelmetOptions } from 'helmet'

/** Emotion inserts empty style elements in production; this is the hash of the empty string. */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** Answers of the API are data: whatever a browser takes them for, it may do nothing with them. */
const dataDirectives = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }
/** These say what a page may do: data does nothing, and its policy forbids showing it in a frame. A get is half headers. */
const onlyForPages = {
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} satisfies HelmetOptions

/** Nothing of the API may be kept, neither by a browser nor on the way. */
const unkept = { 'Cache-Control': 'no-store' }

export type Headers = Readonly<Record<string, string>>

/**
 * What an answer at that path carries, whatever it says. `publicUrl` decides about HSTS; `connect` are other addresses the
 * admin talks to (an OIDC issuer).
 */
export function headersFor(publicUrl: string, connect: readonly string[]): (path: string) => Headers {
  const isSecure = publicUrl.startsWith('https:')
  const strictTransportSecurity = isSecure ? { maxAge: 63_072_000, includeSubDomains: true } : false
  const policies = fixed({
    ...onlyForPages,
    strictTransportSecurity,
    contentSecurityPolicy: { useDefaults: false, directives: dataDirectives },
  })
  const pages = fixed({
    strictTransportSecurity,
    referrerPolicy: { policy: 'no-referrer' as const },
    xFrameOptions: { action: 'deny' as const },
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
  const data = { ...policies, ...unkept }
  const description = { ...pages, ...unkept }
  return path => {
    if (!path.startsWith('/api')) return pages
    return path.startsWith('/api/') && !path.startsWith('/api/docs') ? data : description
  }
}

/** What helmet sets is the same for every request, so it is asked once: its dozen functions cost as much as a record. */
function fixed(options: HelmetOptions): Headers {
  const headers: Record<string, string> = {}
  const setHeader = (name: string, value: string) => {
    headers[name] = value
  }
  const note = { setHeader, removeHeader: () => undefined }
  helmet(options)({} as IncomingMessage, note as unknown as ServerResponse, error => {
    if (error) throw error
  })
  return headers
}

export function setHeaders(response: ServerResponse, headers: Headers): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}
