import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { createSchema, type DescribedRoute, openApi, patchSchema, register, storedSchema, validate } from './index.ts'
import { property } from './test-property.ts'

const signedIn = { access: 'signedIn' as const }

/** The routes that the API derives for each resource. */
const routes: DescribedRoute[] = register.flatMap(({ name, actions }) => [
  { method: 'get', path: `/${name}`, about: 'A page.', ...signedIn },
  { method: 'get', path: `/${name}/_export`, about: 'As a spreadsheet.', ...signedIn },
  { method: 'post', path: `/${name}`, about: 'Makes one.', ...signedIn },
  { method: 'post', path: `/${name}/_bulk`, about: 'Several changes.', ...signedIn },
  { method: 'get', path: `/${name}/:id`, about: 'One.', ...signedIn },
  { method: 'put', path: `/${name}/:id`, about: 'Changes one.', ...signedIn },
  { method: 'patch', path: `/${name}/:id`, about: 'Changes one.', ...signedIn },
  { method: 'delete', path: `/${name}/:id`, about: 'Removes one.', ...signedIn },
  ...Object.keys(actions ?? {}).map(
    (action): DescribedRoute => ({ method: 'post', path: `/${name}/:id/${action}`, about: 'Does it.', ...signedIn }),
  ),
])
const others: DescribedRoute[] = [
  { method: 'get', path: '/health', access: 'public', about: 'Whether it is well.' },
  { method: 'post', path: '/u/:token', access: 'public', body: 'form', about: 'Unsubscribes.' },
  { method: 'get', path: '/u/i/*key', access: 'public', about: 'An image of a letter.' },
]

describe('the OpenAPI document', () => {
  const shirt = property({ key: 'shirtSize', kind: 'choice', label: 'Shirt size', options: { choices: ['S', 'M'] } })
  // biome-ignore lint/suspicious/noExplicitAny: the test walks through a document.
  const document = openApi([...routes, ...others], '1.2.3', [shirt]) as any

  it('is valid by an independent validator', async () => {
    const result = await new Validator().validate(structuredClone(document))
    expect(result.errors).toBeUndefined()
    expect(result.valid).toBe(true)
  })

  it('has no two operations of one name', () => {
    const ids = Object.values(document.paths).flatMap(path =>
      Object.values(path as object).flatMap(operation => operation.operationId ?? []),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('says of a field what the declaration says', () => {
    const { properties } = document.components.schemas.Contacts
    expect(properties.email).toMatchObject({ title: 'E-mail', description: expect.stringContaining('No two people') })
    expect(properties.attendedCount).toMatchObject({ readOnly: true })
    expect(document.components.schemas.ContactsCreate.properties.attendedCount).toBeUndefined()
    expect(document.components.schemas.LeadsCreate.required).toContain('stageId')
    expect(document.components.schemas.LeadsPatch.required).toBeUndefined()
  })

  it.each(register)('gives examples of $name that the API would take', resource => {
    const { schemas } = document.components
    const name = resource.name.charAt(0).toUpperCase() + resource.name.slice(1)
    for (const [derive, suffix] of [
      [createSchema, 'Create'],
      [patchSchema, 'Patch'],
      [storedSchema, ''],
    ] as const)
      for (const example of schemas[`${name}${suffix}`].examples)
        expect(validate(derive(resource, [shirt]), example)).toMatchObject({ ok: true })
  })

  it('has the fields that staff added', () => {
    const inner = document.components.schemas.ContactsCreate.properties.properties.properties
    expect(JSON.stringify(inner.shirtSize)).toContain('"S","M"')
  })

  it('gives an action its input', () => {
    const body = document.paths['/contacts/{id}/merge'].post.requestBody.content['application/json'].schema
    expect(body.required).toEqual(['otherId'])
    expect(document.paths['/campaigns/{id}/pause'].post.requestBody).toBeUndefined()
  })
})
