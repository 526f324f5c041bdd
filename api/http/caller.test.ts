import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { callerOf } from './caller.ts'

const publicUrl = 'https://crm.example.org'
const request = (headers: IncomingMessage['headers'], remoteAddress = '127.0.0.1') =>
  ({ headers: { host: 'crm.example.org', ...headers }, socket: { remoteAddress } }) as IncomingMessage
const addressOf = (forwarded: string | undefined, proxies: number) =>
  callerOf(request({ 'x-forwarded-for': forwarded }), { publicUrl, proxies }).address

describe('where a request comes from', () => {
  it('is the other end of the connection, whatever the request claims', () => {
    expect(addressOf('203.0.113.9', 0)).toBe('127.0.0.1')
    expect(addressOf(undefined, 1)).toBe('127.0.0.1')
  })

  it('is what the outermost proxy of our own saw, not what the caller wrote before it', () => {
    expect(addressOf('203.0.113.9', 1)).toBe('203.0.113.9')
    expect(addressOf('10.9.8.7, 203.0.113.9', 1)).toBe('203.0.113.9')
    expect(addressOf('10.9.8.7, 203.0.113.9, 198.51.100.4', 2)).toBe('203.0.113.9')
    expect(addressOf('10.9.8.7, 2001:db8::5', 1)).toBe('2001:db8::5')
  })

  it('is the other end where the proxies noted something else than an address, or fewer than there should be', () => {
    expect(addressOf('unknown', 1)).toBe('127.0.0.1')
    expect(addressOf('203.0.113.9', 3)).toBe('127.0.0.1')
  })

  it('is never this machine once a proxy stands in between', () => {
    const local = { publicUrl: 'http://127.0.0.1:4000', proxies: 1 }
    const here = { host: '127.0.0.1:4000' }
    expect(callerOf(request(here), local).loopback).toBe(true)
    expect(callerOf(request({ ...here, 'x-forwarded-for': '127.0.0.1' }), local).loopback).toBe(false)
    expect(callerOf(request({ ...here, forwarded: 'for=127.0.0.1' }), local).loopback).toBe(false)
  })
})
