/** How the client is used: `node client/example.ts <url> <token>`. It is type-checked and run by the tests. */
import { dormouse, isPending, type Schemas } from './index.ts'

const [url = '', token = ''] = process.argv.slice(2)
const client = dormouse(url, token)

const made = await client.POST('/contacts', { body: { firstName: 'Ada', lastName: 'Byron', tags: ['choir'] } })
if (made.error) throw new Error(made.error.message)
if (isPending(made.data)) throw new Error(`Not saved yet: ask again at /api/commands/${made.data.id}`)
const contact: Schemas['Contacts'] = made.data

// Only what is named changes; the version that was read guards against overwriting somebody else's change.
const changed = await client.PUT('/contacts/{id}', {
  params: { path: { id: contact.id }, header: { 'If-Match': `"${contact.version}"` } },
  body: { address: { city: 'London' } },
})

const found = await client.GET('/contacts', {
  params: { query: { filter: JSON.stringify({ tags: 'choir' }), sort: JSON.stringify(['lastName', 'ASC']) } },
})

const refused = await client.POST('/contacts', { body: { email: 'nonsense' } })

process.stdout.write(
  JSON.stringify({
    city: changed.data && !isPending(changed.data) ? changed.data.address.city : undefined,
    total: found.response.headers.get('X-Total-Count'),
    names: found.data?.map(({ firstName, lastName }) => `${firstName} ${lastName}`),
    refused: refused.error?.errors?.email,
  }),
)
