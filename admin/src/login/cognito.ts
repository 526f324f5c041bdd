/** Signing in with Amazon Cognito, through Amplify. Loaded only where Cognito signs people in: it weighs 37 KB. */
import { Amplify } from 'aws-amplify'
import { confirmSignIn, fetchAuthSession, type SignInOutput, signIn, signOut } from 'aws-amplify/auth'
import type { Issuer, Tokens } from './oidc.ts'

/** What Cognito wants next: nothing, a password of one's own, or the code of a second device. */
export type Step = { done: Tokens } | { ask: 'newPassword' | 'code' }

export async function signInWithCognito(at: Issuer, username: string, password: string): Promise<Step> {
  configure(at)
  // Somebody else's half-finished sign-in in this browser would refuse ours.
  await signOut().catch(() => undefined)
  return stepOf(at, await signIn({ username, password }))
}

/** Answers what was asked: the new password, or the code. */
export async function answerCognito(at: Issuer, challengeResponse: string): Promise<Step> {
  return stepOf(at, await confirmSignIn({ challengeResponse }))
}

async function stepOf(at: Issuer, { nextStep }: SignInOutput): Promise<Step> {
  if (nextStep.signInStep === 'DONE') return { done: await tokensOf(at) }
  if (nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED') return { ask: 'newPassword' }
  if (/^CONFIRM_SIGN_IN_WITH_(TOTP|SMS|EMAIL)_CODE$/.test(nextStep.signInStep)) return { ask: 'code' }
  throw new Error('This account has to be set up first. Ask the person who invited you.')
}

export async function renewAtCognito(at: Issuer): Promise<Tokens> {
  configure(at)
  return tokensOf(at, true)
}

export async function leaveCognito(at: Issuer): Promise<void> {
  configure(at)
  await signOut()
}

async function tokensOf({ issuer, clientId }: Issuer, forceRefresh = false): Promise<Tokens> {
  const { tokens } = await fetchAuthSession({ forceRefresh })
  if (!tokens?.idToken) throw new Error('Your session has ended. Please sign in again.')
  const expiresAtMs = Number(tokens.idToken.payload.exp ?? 0) * 1000
  return { token: tokens.idToken.toString(), renewal: { kind: 'cognito', issuer, clientId, expiresAtMs } }
}

/** `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc123` names region and user pool. */
function configure({ issuer, clientId }: Issuer): void {
  const userPoolId = new URL(issuer).pathname.slice(1)
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId: clientId } } })
}
