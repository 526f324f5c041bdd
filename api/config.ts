/**
 * The only file that reads the environment. Every variable is parsed once, here; a bad one is refused by name in one
 * sentence that says what it may be. `.env.example` has a sentence for each.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

export interface Config {
  host: string
  port: number
  /** Base of every link in a mail, without a slash at its end. */
  publicUrl: string
  /** Proxies of one's own in front of this program, each of which notes in X-Forwarded-For whom it heard from. */
  proxies: number
  storeUrl: string
  queueUrl: string
  documentsUrl: string
  exchangeUrl: string
  secretsUrl: string
  mailUrl: string
  /** Mails per second at most; undefined: as the mail service allows. */
  mailRate: number | undefined
  feedbackUrl: string | undefined
  launchUrl: string
  /** Given to a worker that is a task of a state machine: it has to say now and then that it is alive. */
  taskToken: string | undefined
  auth: AuthConfig
  seed: 'demo' | 'empty'
  /** SEED was set, rather than chosen by what else is set. */
  seedAsked: boolean
  /** Where pid files, the instance lock and every folder default lie, absolute. */
  dataFolder: string
  logLevel: string
}

export type AuthConfig =
  | { kind: 'local' }
  | { kind: 'none' }
  | { kind: 'oidc'; issuer: string; clientId: string; rolesClaim: string }

/** One sentence for whoever starts the program, naming the variable. */
export class ConfigError extends Error {}

export type Environment = Record<string, string | undefined>

const url = (...schemes: string[]) => z.string().refine(value => schemes.some(scheme => value.startsWith(scheme)))
const web = z.string().refine(value => /^https?:$/.test(URL.parse(value)?.protocol ?? ''))
const folder = () => url('file:', 's3://').refine(value => !/^(file:|s3:\/\/)$/.test(value))

/** Every variable, what it may be, and how a refusal of it ends. */
const variables = {
  HOST: [z.string().regex(/^[\w.:-]+$/), 'is the address to listen on, such as 127.0.0.1'],
  PORT: [z.coerce.number().int().min(1).max(65535), 'is a port number from 1 to 65535'],
  PUBLIC_URL: [web, 'is the http(s) address people reach this installation at'],
  PROXIES: [z.coerce.number().int().min(0).max(9), 'is how many proxies of yours stand in front, from 0 to 9'],
  STORE_URL: [folder(), 'begins with file: or s3:// and names a folder'],
  QUEUE_URL: [url('file:', 'https://', 'http://'), 'begins with file:, or is the address of an SQS FIFO queue'],
  DOCUMENTS_URL: [folder(), 'begins with file: or s3:// and names a folder'],
  EXCHANGE_URL: [folder(), 'begins with file: or s3:// and names a folder'],
  SECRETS_URL: [url('file:', 'ssm:/'), 'begins with file: or ssm:/'],
  MAIL_URL: [url('outbox:', 'smtp://', 'smtps://', 'ses:'), 'begins with outbox:, smtp://, smtps:// or ses:'],
  MAIL_RATE: [z.coerce.number().positive().max(100_000), 'is a number of mails per second, above 0'],
  FEEDBACK_URL: [web, 'is the address of the SQS queue that receives the events of SES'],
  LAUNCH_URL: [url('process:', 'arn:'), 'is process: or the ARN of a Step Functions state machine'],
  TASK_TOKEN: [z.string().max(4_096), 'is what a state machine hands to the worker it starts'],
  AUTH_URL: [url('local:', 'none', 'https://'), 'is local:, none: or the https:// address of an OIDC issuer'],
  AUTH_CLIENT_ID: [z.string().min(1), 'is the client id the issuer knows this installation by'],
  AUTH_ROLES_CLAIM: [z.string().min(1), 'is the name of the claim that holds the roles'],
  SEED: [z.enum(['demo', 'empty']), 'is demo or empty'],
  LOG_LEVEL: [z.enum(['silent', 'error', 'warn', 'info', 'debug']), 'is silent, error, warn, info or debug'],
} as const satisfies Record<string, readonly [z.ZodType, string]>

type Name = keyof typeof variables
type Values = { [K in Name]?: z.output<(typeof variables)[K][0]> }

/** The names of all variables, in the order of `.env.example`. */
export const variableNames = Object.keys(variables) as Name[]

/** For programs that this one starts: they read it with the same sentences. */
export const environmentOfProcess = (): NodeJS.ProcessEnv => process.env

/** What this process was started with; a `.env` in the working folder fills in what the environment does not say. */
export function configOfProcess(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return readConfig(process.env)
}

export function readConfig(environment: Environment): Config {
  const values = parsed(environment)
  const host = values.HOST ?? '127.0.0.1'
  const port = values.PORT ?? 4000
  const storeUrl = absolute(values.STORE_URL ?? 'file:./data')
  const dataFolder = storeUrl.startsWith('file:') ? storeUrl.slice('file:'.length) : resolve('data')
  const auth = authOf(values, host)
  return {
    host,
    port,
    publicUrl: publicUrlOf(values, environment, port),
    proxies: values.PROXIES ?? 0,
    storeUrl,
    queueUrl: absolute(values.QUEUE_URL ?? `file:${dataFolder}`),
    documentsUrl: absolute(values.DOCUMENTS_URL ?? `file:${dataFolder}/documents`),
    exchangeUrl: absolute(values.EXCHANGE_URL ?? `file:${dataFolder}/exchange`),
    secretsUrl: absolute(values.SECRETS_URL ?? `file:${dataFolder}/secrets`),
    mailUrl: absolute(values.MAIL_URL ?? `outbox:${dataFolder}/outbox`),
    mailRate: values.MAIL_RATE,
    feedbackUrl: values.FEEDBACK_URL,
    launchUrl: values.LAUNCH_URL ?? 'process:',
    taskToken: values.TASK_TOKEN,
    auth,
    seed: seedOf(values, { storeUrl, auth, host }),
    seedAsked: values.SEED !== undefined,
    dataFolder,
    // On one's own machine a line for every request would only be in the way.
    logLevel: values.LOG_LEVEL ?? (storeUrl.startsWith('file:') ? 'warn' : 'info'),
  }
}

function parsed(environment: Environment): Values {
  const values: Record<string, unknown> = {}
  for (const name of variableNames) {
    const text = environment[name]?.trim()
    // `SEED=` in a .env file means "as if it were not there".
    if (!text) continue
    const [schema, rule] = variables[name]
    const result = schema.safeParse(text)
    if (!result.success) throw new ConfigError(`${name} ${rule}; it is ${shown(name, text)}.`)
    values[name] = result.data
  }
  return values as Values
}

/** A mail address may hold a password, so its value is not repeated on the screen or in a log. */
const shown = (name: Name, text: string) => (name === 'MAIL_URL' ? 'something else' : `"${text.slice(0, 80)}"`)

/** `file:./data` → `file:/where/we/are/data`, so that a change of the working folder moves nothing. */
function absolute(address: string): string {
  const scheme = /^(file|outbox):(?:\/\/(?=\/))?/.exec(address)
  return scheme ? `${scheme[1]}:${resolve(address.slice(scheme[0].length) || '.')}` : address
}

function authOf(values: Values, host: string): AuthConfig {
  const address = values.AUTH_URL ?? 'local:'
  if (address.startsWith('https://')) {
    if (!values.AUTH_CLIENT_ID) throw new ConfigError('AUTH_CLIENT_ID is missing: an OIDC issuer in AUTH_URL needs it.')
    const isCognito = /^https:\/\/cognito-idp\./.test(address)
    const rolesClaim = values.AUTH_ROLES_CLAIM ?? (isCognito ? 'cognito:groups' : 'roles')
    return { kind: 'oidc', issuer: address, clientId: values.AUTH_CLIENT_ID, rolesClaim }
  }
  if (/^none:?$/.test(address)) {
    if (!isLoopback(host))
      throw new ConfigError(`AUTH_URL=${address} lets everybody in, so HOST must be 127.0.0.1; it is "${host}".`)
    return { kind: 'none' }
  }
  if (address !== 'local:') throw new ConfigError(`AUTH_URL ${variables.AUTH_URL[1]}; it is "${address}".`)
  return { kind: 'local' }
}

function publicUrlOf(values: Values, environment: Environment, port: number): string {
  const address = (values.PUBLIC_URL ?? `http://127.0.0.1:${port}`).replace(/\/+$/, '')
  const isReal = values.MAIL_URL?.startsWith('ses:') && !environment.AWS_ENDPOINT_URL_SESV2
  if (isReal && !address.startsWith('https:'))
    throw new ConfigError(`PUBLIC_URL must begin with https: when mail leaves through SES; it is "${address}".`)
  return address
}

/** Sample data and its well-known passwords stay on machines that nobody else can reach. */
function seedOf(values: Values, around: { storeUrl: string; auth: AuthConfig; host: string }): 'demo' | 'empty' {
  const obstacle = !around.storeUrl.startsWith('file:')
    ? `STORE_URL is "${around.storeUrl}"`
    : around.auth.kind !== 'local'
      ? `AUTH_URL is "${values.AUTH_URL}"`
      : !isLoopback(around.host)
        ? `HOST is "${around.host}"`
        : undefined
  if (values.SEED === 'demo' && obstacle)
    throw new ConfigError(
      `SEED=demo is refused because ${obstacle}: sample data needs STORE_URL=file:, AUTH_URL=local: and a loopback HOST.`,
    )
  return values.SEED ?? (obstacle ? 'empty' : 'demo')
}

export const isLoopback = (host: string): boolean => /^(localhost|::1|\[::1\]|(::ffff:)?127(\.\d{1,3}){3})$/i.test(host)
