/**
 * Session tokens of local accounts: JWTs signed with HS256 under the installation's own key. A token names a session;
 * the session, the account and its role are looked up again on every request, so that signing out and demotion act at once.
 */
import type { Role } from '@dormouse/model'
import { roles } from '@dormouse/model'
import { jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../clock.ts'

export interface Claims {
  staffId: string
  sessionId: string
  /** The role at sign-in. What holds is the lower of this and the staff record's. */
  role: Role
  expiresMs: number
}

export const sessionMs = 12 * 3_600_000
const issuer = 'dormouse'
const algorithm = 'HS256'
/** Verified tokens are remembered: HMAC and JSON cost more than the request they stand before. */
const rememberedMax = 2_000

const payload = z.object({ sub: z.string(), sid: z.string(), role: z.enum(roles), exp: z.number() })

export interface Tokens {
  sign(claims: Claims): Promise<string>
  /** Undefined: not ours, changed, or expired. */
  verify(token: string): Promise<Claims | undefined>
}

export function openTokens(signingKey: Uint8Array, clock: Clock): Tokens {
  const remembered = new Map<string, Claims>()
  return {
    sign: claims =>
      new SignJWT({ sid: claims.sessionId, role: claims.role })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setSubject(claims.staffId)
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt(Math.floor(clock.nowMs() / 1000))
        .setExpirationTime(Math.floor(claims.expiresMs / 1000))
        .sign(signingKey),
    async verify(token) {
      const known = remembered.get(token)
      if (known) return known.expiresMs > clock.nowMs() ? known : undefined
      try {
        const currentDate = new Date(clock.nowMs())
        const verified = await jwtVerify(token, signingKey, {
          algorithms: [algorithm],
          issuer,
          audience: issuer,
          requiredClaims: ['exp', 'sub'],
          currentDate,
        })
        const { sub, sid, role, exp } = payload.parse(verified.payload)
        const claims = { staffId: sub, sessionId: sid, role, expiresMs: exp * 1000 }
        if (remembered.size >= rememberedMax) remembered.delete(remembered.keys().next().value ?? '')
        remembered.set(token, claims)
        return claims
      } catch {
        // Whatever is wrong with it, it speaks for nobody.
        return undefined
      }
    },
  }
}
