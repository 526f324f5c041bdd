/** JSON Schemas of the resources, from the same zod schemas that check them. */
import * as z from 'zod/mini'
import type { Field } from './field.ts'
import { exampleOf, examplesOf } from './fields/parts.ts'
import { baseFields, labelled, spreadOf } from './leaves.ts'
import { register } from './register.ts'
import type { AnyResource, Fields } from './resource.ts'
import type { Property } from './resources/properties.ts'
import { createSchema, type Mode, patchSchema, storedSchema } from './schemas.ts'

type Node = Record<string, unknown>

/** `Contacts`, `ContactsCreate`, `ContactsPatch`. */
export function schemaName(resource: AnyResource, mode: Mode): string {
  const name = resource.name.charAt(0).toUpperCase() + resource.name.slice(1)
  return mode === 'stored' ? name : mode === 'create' ? `${name}Create` : `${name}Patch`
}

export function resourceSchemas(properties: readonly Property[]): Record<string, Node> {
  return Object.fromEntries(
    register.flatMap(resource => {
      const fields = { ...baseFields, ...(resource.fields as Fields) }
      const written = Object.fromEntries(Object.entries(fields).filter(([, field]) => !field.options.readOnly))
      const about = resource.about ?? resource.label[0]
      const schema = (mode: Mode, zod: z.ZodMiniType, example: Node) => [
        schemaName(resource, mode),
        { description: about, ...jsonSchemaOf(zod, fields, resource, properties), examples: [example] },
      ]
      return [
        schema('stored', storedSchema(resource, properties), examples(fields, resource, properties)),
        schema('create', createSchema(resource, properties), examples(written, resource, properties)),
        schema(
          'patch',
          patchSchema(resource, properties),
          Object.fromEntries(Object.entries(examples(written, resource, properties)).slice(0, 1)),
        ),
      ]
    }),
  )
}

/** Operations one by one, or one operation for everything that a filter finds. */
export const bulkSchema = (resource: AnyResource): Node => ({
  type: 'object',
  oneOf: [{ required: ['operations'] }, { required: ['filter', 'operation'] }],
  properties: {
    filter: { type: 'object', description: 'As a list takes it.' },
    operation: {
      type: 'object',
      required: ['op'],
      properties: {
        op: { enum: ['update', 'delete', 'tag'] },
        patch: { $ref: `#/components/schemas/${schemaName(resource, 'patch')}` },
        add: { type: 'array', items: { type: 'string' }, description: 'Tags to put on.' },
        remove: { type: 'array', items: { type: 'string' }, description: 'Tags to take off.' },
      },
    },
    operations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['op'],
        properties: {
          op: { enum: ['create', 'update', 'delete', 'tag'] },
          id: { type: 'string' },
          values: { $ref: `#/components/schemas/${schemaName(resource, 'create')}` },
          patch: { $ref: `#/components/schemas/${schemaName(resource, 'patch')}` },
          ifVersion: { type: 'integer' },
          add: { type: 'array', items: { type: 'string' } },
          remove: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
})

/** The schema with what the declaration says besides types: labels, help, and what is read-only. */
export function jsonSchemaOf(
  schema: z.ZodMiniType,
  fields: Record<string, Field>,
  resource?: AnyResource,
  properties: readonly Property[] = [],
): Node {
  const { $schema, ...plain } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node
  return described(plain, fields, resource, properties)
}

function described(
  schema: Node,
  fields: Record<string, Field>,
  resource: AnyResource | undefined,
  properties: readonly Property[],
): Node {
  const inner = schema.properties as Record<string, Node> | undefined
  if (!inner) return schema
  const named = Object.entries(inner).map(([name, property]) => {
    const field = fields[name]
    if (!field) return [name, property]
    const { label, help, readOnly } = labelled(name, field).options
    const parts = resource ? spreadOf(field, resource, properties) : undefined
    const deeper = parts ? described(property, parts, resource, properties) : property
    return [
      name,
      { ...deeper, title: label, ...(help ? { description: help } : {}), ...(readOnly ? { readOnly } : {}) },
    ]
  })
  return { ...schema, properties: Object.fromEntries(named) }
}

function examples(fields: Record<string, Field>, resource: AnyResource, properties: readonly Property[]): Node {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const parts = spreadOf(field, resource, properties)
      return [name, parts ? examplesOf(parts) : exampleOf(field)]
    }),
  )
}
