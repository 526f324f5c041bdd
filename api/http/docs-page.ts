/** The OpenAPI document as a page without a line of script: it reads in any browser, and under any policy. */
type Node = { [key: string]: unknown }

const node = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {})
const list = (value: unknown): Node[] => (Array.isArray(value) ? value.map(node) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const escaped = (value: string): string => value.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

export function docsPage(document: Node): string {
  const info = node(document.info)
  const operations = Object.entries(node(document.paths)).flatMap(([path, methods]) =>
    Object.entries(node(methods))
      .filter(([method]) => method !== 'servers')
      .map(([method, operation]) => ({ method, path, operation: node(operation) })),
  )
  const tags = [...list(document.tags), { name: 'other', description: 'Everything else.' }]
  const sections = tags.map(tag => {
    const own = operations.filter(({ operation }) => hasTag(operation, text(tag.name)))
    return section(text(tag.name), text(tag.description), own, node(node(document.components).schemas))
  })
  const links = tags.map(({ name }) => `<li><a href="#${escaped(text(name))}">${escaped(text(name))}</a></li>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(text(info.title))} API</title>
<link rel="stylesheet" href="/api/docs/style.css">
</head>
<body>
<nav aria-label="Resources"><ul>${links.join('')}</ul></nav>
<main>
<h1>${escaped(text(info.title))} API <small>${escaped(text(info.version))}</small></h1>
<p>${escaped(text(info.description))} The machine-readable description is <a href="/api/openapi.json">openapi.json</a>
(OpenAPI 3.1). Sign in with <code>POST /api/auth/login</code> and send the token as <code>Authorization: Bearer …</code>.</p>
${sections.join('\n')}
</main>
</body>
</html>
`
}

const hasTag = (operation: Node, tag: string): boolean => Array.isArray(operation.tags) && operation.tags.includes(tag)

interface Operation {
  method: string
  path: string
  operation: Node
}

function section(name: string, about: string, operations: readonly Operation[], schemas: Node): string {
  if (operations.length === 0) return ''
  const items = operations.map(each => operationHtml(each, schemas))
  return `<section id="${escaped(name)}"><h2>${escaped(name)}</h2><p>${escaped(about)}</p>${items.join('')}</section>`
}

function operationHtml({ method, path, operation }: Operation, schemas: Node): string {
  const body = Object.values(node(node(operation.requestBody).content))[0]
  const schema = body === undefined ? undefined : resolved(node(node(body).schema), schemas)
  const parameters = list(operation.parameters)
  const address = path.startsWith('/u/') ? path : `/api${path}`
  return `<details><summary><code class="${escaped(method)}">${escaped(method.toUpperCase())}</code>
<code>${escaped(address)}</code> ${escaped(text(operation.summary))}</summary>
${parameters.length > 0 ? parameterTable(parameters) : ''}
${schema ? bodyTable(schema, schemas) : ''}
<p>Answers: ${Object.keys(node(operation.responses)).map(escaped).join(', ')}</p></details>`
}

function parameterTable(parameters: readonly Node[]): string {
  const rows = parameters.map(each => {
    const example = text(each.example)
    const about = `${escaped(text(each.description))}${example ? ` Example: <code>${escaped(example)}</code>` : ''}`
    return `<tr><th scope="row">${escaped(text(each.name))}</th><td>${escaped(text(each.in))}</td><td>${about}</td></tr>`
  })
  return `<table><caption>Parameters</caption><tbody>${rows.join('')}</tbody></table>`
}

function bodyTable(schema: Node, schemas: Node): string {
  const required = Array.isArray(schema.required) ? schema.required : []
  const rows = Object.entries(node(schema.properties)).map(([name, given]) => {
    const field = resolved(node(given), schemas)
    const must = required.includes(name) ? ' <em>required</em>' : ''
    const about = [text(field.title), text(field.description)].filter(Boolean).join('. ')
    return `<tr><th scope="row">${escaped(name)}${must}</th><td>${escaped(typeOf(field))}</td><td>${escaped(about)}</td></tr>`
  })
  return rows.length === 0 ? '' : `<table><caption>Body</caption><tbody>${rows.join('')}</tbody></table>`
}

/** Follows one reference; what it refers to is shown flat. */
function resolved(schema: Node, schemas: Node): Node {
  const name = /^#\/components\/schemas\/(.+)$/.exec(text(schema.$ref))?.[1]
  return name === undefined ? schema : node(schemas[name])
}

function typeOf(schema: Node): string {
  if (Array.isArray(schema.enum)) return schema.enum.map(value => (value === null ? 'null' : String(value))).join(' | ')
  if (Array.isArray(schema.type)) return schema.type.join(' | ')
  if (Array.isArray(schema.anyOf)) return [...new Set(schema.anyOf.map(each => typeOf(node(each))))].join(' | ')
  if (schema.type === 'array') return `list of ${typeOf(node(schema.items))}`
  return [text(schema.type), text(schema.format)].filter(Boolean).join(', ')
}

export const docsStyle = `
:root { color-scheme: light dark; --edge: light-dark(#d8d4cb, #3b3f3a); --soft: light-dark(#f3f0ea, #20231f); }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--edge); }
details { border-bottom: 1px solid var(--edge); padding: .4rem 0; }
summary { cursor: pointer; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
summary code:first-child { display: inline-block; min-width: 4.2em; font-weight: 700; }
table { width: 100%; border-collapse: collapse; background: var(--soft); margin: .5rem 0; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .3rem .5rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-top: 1px solid var(--edge); overflow-wrap: anywhere; }
small { font-weight: 400; opacity: .7; }
`
