/** The whole declaration language and the register of resources. Depends on zod alone; runs in Node and the browser. */
export * from './access.ts'
export * from './command.ts'
export * from './field.ts'
export * from './query.ts'
export * from './resource.ts'
