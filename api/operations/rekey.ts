/**
 * `rekey`: from the next start on, links in letters are signed with a fresh key. The keys before it stay: letters lie
 * in mailboxes for years, and their links must go on working.
 */
import { addLinkKey } from '../secrets.ts'
import type { Task } from './task.ts'

export const rekey: Task = async ({ config, say }) => {
  const { id, kept } = await addLinkKey(config.secretsUrl)
  say(`Links are signed with the new key ${id} from the next start on; those of the ${kept} before it go on working.`)
  say('Start the server anew now (on AWS: deploy once more). Until then it does not know the new key.')
  return 0
}
