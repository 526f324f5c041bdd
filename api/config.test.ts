import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, isLoopback, readConfig, variableNames } from './config.ts'

const refusal = (environment: Record<string, string>) => {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return undefined
}

describe('the environment', () => {
  test('needs nothing: every variable has a default', () => {
    expect(readConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      storeUrl: `file:${resolve('data')}`,
      mailUrl: `outbox:${resolve('data/outbox')}`,
      auth: { kind: 'local' },
      seed: 'demo',
      launchUrl: 'process:',
    })
  })

  test('every folder default follows STORE_URL', () => {
    expect(readConfig({ STORE_URL: 'file:/x' })).toMatchObject({
      queueUrl: 'file:/x',
      documentsUrl: 'file:/x/documents',
      exchangeUrl: 'file:/x/exchange',
      secretsUrl: 'file:/x/secrets',
      mailUrl: 'outbox:/x/outbox',
      dataFolder: '/x',
    })
    expect(readConfig({ STORE_URL: 'file:///x', MAIL_URL: 'outbox:/y' })).toMatchObject({
      queueUrl: 'file:/x',
      mailUrl: 'outbox:/y',
    })
    expect(readConfig({ STORE_URL: 's3://bucket/prefix' })).toMatchObject({
      documentsUrl: `file:${resolve('data/documents')}`,
      seed: 'empty',
    })
  })

  test('an empty variable is as if it were not there', () => {
    expect(readConfig({ SEED: '', PORT: ' ' })).toMatchObject({ seed: 'demo', port: 4000 })
  })

  test.each([
    [{ PORT: 'http' }, /^PORT is a port number.*"http"\.$/],
    [{ PORT: '70000' }, /^PORT /],
    [{ STORE_URL: '/var/data' }, /^STORE_URL begins with file: or s3:/],
    [{ QUEUE_URL: 'redis://x' }, /^QUEUE_URL /],
    [{ MAIL_RATE: '-1' }, /^MAIL_RATE /],
    [{ SEED: 'yes' }, /^SEED is demo or empty/],
    [{ SEED: 'demo', HOST: '0.0.0.0' }, /^SEED=demo is refused because HOST is "0\.0\.0\.0"/],
    [{ SEED: 'demo', STORE_URL: 's3://b/p' }, /^SEED=demo is refused because STORE_URL/],
    [
      { SEED: 'demo', AUTH_URL: 'https://id.example.org', AUTH_CLIENT_ID: 'x' },
      /^SEED=demo is refused because AUTH_URL/,
    ],
    [{ AUTH_URL: 'none:', HOST: '0.0.0.0' }, /^AUTH_URL=none: lets everybody in/],
    [{ AUTH_URL: 'https://id.example.org' }, /^AUTH_CLIENT_ID is missing/],
    [{ AUTH_URL: 'locally' }, /^AUTH_URL /],
    [{ MAIL_URL: 'ses:' }, /^PUBLIC_URL must begin with https:/],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, /^PUBLIC_URL /],
  ])('refuses %o in one sentence that names the variable', (environment, sentence) => {
    expect(refusal(environment)).toMatch(sentence)
    expect(refusal(environment)).not.toContain('\n')
  })

  test('never repeats a mail address, which may hold a password', () => {
    expect(refusal({ MAIL_URL: 'mail://user:secret@host' })).not.toContain('secret')
  })

  test('SES may go to a double over plain http, and AUTH_URL=none: may stay on loopback', () => {
    expect(refusal({ MAIL_URL: 'ses:', AWS_ENDPOINT_URL_SESV2: 'http://127.0.0.1:1' })).toBeUndefined()
    expect(readConfig({ AUTH_URL: 'none:' }).auth).toEqual({ kind: 'none' })
  })

  test('loopback is what never leaves the machine', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1', '::ffff:127.0.0.1'])
      expect(isLoopback(host)).toBe(true)
    for (const host of ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.org', '']) expect(isLoopback(host)).toBe(false)
  })

  test('.env.example has every variable, and a sentence over each', () => {
    const lines = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8').split('\n')
    for (const name of variableNames) {
      const at = lines.findIndex(line => line.startsWith(`${name}=`))
      expect(lines[at - 1], name).toMatch(/^# .+\.$/)
    }
    expect(lines.filter(line => /^[A-Z]/.test(line))).toHaveLength(variableNames.length)
  })
})
