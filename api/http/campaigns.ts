/**
 * What is asked about a campaign before it leaves and while it goes: who will get it, what it will look like, how far it
 * is. Its actions are decided by the writer like any other; here somebody is told beforehand when nobody would get it, and
 * the worker is started afterwards.
 */
import { campaigns, contacts, type Json, normaliseEmail, segments, settings } from '@dormouse/model'
import { takeBlockedAddresses } from '../campaigns/blocked-addresses.ts'
import { checkCampaign } from '../campaigns/check.ts'
import { countGroup } from '../campaigns/count-group.ts'
import { type LatePeople, latePeople, newcomersTo } from '../campaigns/late.ts'
import { previewCampaign, previewTemplate } from '../campaigns/preview.ts'
import { progressOf } from '../campaigns/progress.ts'
import { senderLights } from '../campaigns/sender-lights.ts'
import { sendTestMail } from '../campaigns/test-mail.ts'
import type { Deps } from '../deps.ts'
import { addressHash } from '../mail/address-hash.ts'
import { checkTemplate } from '../mail/check-template.ts'
import type { Sender } from '../mail/sender.ts'
import { objectBody } from './body.ts'
import { missing, problem } from './problems.ts'
import { type Answer, type Call, ProblemError, type Route } from './route.ts'
import { mayAtAll, mustSee, propertiesFor } from './seen.ts'
import { act, actionInput } from './write.ts'

export interface CampaignRouteDeps extends Deps {
  /** Carries test mails away; campaigns themselves leave through the worker. */
  sender: Sender
}

type Handle = (call: Call, deps: CampaignRouteDeps) => Promise<Answer>

export function campaignRoutes(deps: CampaignRouteDeps): Route[] {
  const route = (method: Route['method'], path: string, about: string, handle: Handle, input?: object): Route => ({
    method,
    path,
    access: 'signedIn',
    about,
    ...(input ? { input } : {}),
    handle: call => handle(call, deps),
  })
  const onCampaign = (name: string, about: string, handle: Handle) =>
    route('post', `/campaigns/:id/${name}`, about, handle)
  return [
    onCampaign('check', 'Who will get the campaign, who will not and why, and whose letter would have a gap.', check),
    onCampaign('preview', 'The letter as one person will read it.', preview),
    onCampaign('test', 'Sends the letter, filled for somebody, to any address.', test),
    route('get', '/campaigns/:id/progress', 'How far it is: people by state, and how fast it goes.', progress),
    onCampaign('send', 'Sends it now, or at a time (`at`, wall time of the organisation).', send),
    route(
      'get',
      '/campaigns/:id/newcomers',
      'Who belongs to the campaign’s own audience by now and has not got it: `{count, contactIds}`.',
      newcomers,
    ),
    onCampaign('recipients', 'Sends it to some more people, or to those who have joined a group.', recipients),
    ...(['resume', 'retry', 'settle'] as const).map(name =>
      onCampaign(name, campaigns.actions?.[name]?.label ?? name, call => actAndLaunch(name, call, deps)),
    ),
    route(
      'post',
      '/segments/count',
      'How many people a group holds, ten of them, and who gets no mail and why.',
      count,
    ),
    route('post', '/templates/preview', 'A letter that need not be saved yet, filled for one person.', previewLetter),
    route(
      'post',
      '/templates/check',
      'What is wrong with a letter that is being written: `{problem}`, null when nothing is.',
      checkLetter,
    ),
    route(
      'post',
      '/sender/blocked',
      'Takes over the list of addresses that the mail service refuses by itself.',
      takeBlocked,
    ),
    route('get', '/sender', 'Through what mails leave, and what is not in order with it.', sender),
  ]
}

async function check(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const { id } = await seen(call, deps)
  return { body: (await checkCampaign(id, checking(deps))) as unknown as Json }
}

async function preview(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const { id } = await seen(call, deps)
  const { contactId } = objectBody(call.body)
  const person = await personFor(contactId, call, deps)
  return answerOf(await previewCampaign(id, person, lettering(deps)))
}

async function test(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const { id } = await seen(call, deps)
  mayAtAll(campaigns, 'write', call.actor)
  const { to, contactId } = objectBody(call.body)
  const address = typeof to === 'string' ? normaliseEmail(to) : undefined
  if (!address)
    throw problem('invalid', 'This is not an e-mail address.', { errors: { to: 'This is not an e-mail address.' } })
  const person = contactId ? await personFor(contactId, call, deps) : undefined
  const sent = await sendTestMail(
    id,
    { address, contactId: person },
    { ...lettering(deps), sender: deps.sender, clock: deps.clock },
  )
  if (!sent.ok) throw new ProblemError(sent.problem)
  deps.log.info({ requestId: call.requestId, actor: call.actor.id, campaignId: id }, 'a test mail was sent')
  return { body: { sent: true, messageId: sent.messageId } }
}

async function progress(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const { id } = await seen(call, deps)
  const found = await progressOf(id, deps)
  if (!found) throw missing()
  return { body: found as unknown as Json }
}

/** An audience that comes out empty is told now: the worker would only find it out later. */
async function send(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const { id, shown } = await seen(call, deps)
  actionInput(campaigns, 'send', call)
  if (shown.status === 'draft' || shown.status === 'scheduled') {
    const { willReceive, excludedCount } = await checkCampaign(id, checking(deps))
    if (willReceive === 0) throw problem('refused', nobody(excludedCount))
  }
  return actAndLaunch('send', call, deps)
}

const nobody = (excluded: number): string =>
  excluded === 0
    ? 'Nobody would get this: nobody is chosen, or the chosen groups are empty.'
    : `Nobody would get this: ${excluded === 1 ? 'the one person' : `all ${excluded} people`} chosen can’t be written to.`

async function newcomers(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const { id } = await seen(call, deps)
  return { body: (await newcomersTo(id, checking(deps))) as unknown as Json }
}

async function recipients(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const { id } = await seen(call, deps)
  const body = actionInput(campaigns, 'recipients', call)
  const late: LatePeople = await latePeople(id, body, checking(deps))
  if (late.chosen > 0 && late.willReceive === 0)
    throw problem('refused', late.haveIt === late.chosen ? 'Everybody chosen already got it.' : nobody(late.chosen))
  return actAndLaunch('recipients', call, deps)
}

/** The launcher also notices by itself; asked at once, the first mail leaves sooner, and on AWS nobody else would ask. */
async function actAndLaunch(name: string, call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  const answer = await act(campaigns, name, call, deps)
  const { status } = (answer.body ?? {}) as { status?: Json }
  if (status === 'preparing' || status === 'sending')
    await deps.launcher.launch(call.params.id ?? '').catch(error => {
      deps.log.error({ requestId: call.requestId, error: String(error) }, 'the worker could not be started yet')
    })
  return answer
}

async function count(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  mayAtAll(segments, 'read', call.actor)
  mayAtAll(contacts, 'read', call.actor)
  return answerOf(await countGroup(objectBody(call.body), call.actor, checking(deps)))
}

async function previewLetter(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  mayAtAll(campaigns, 'read', call.actor)
  const { contactId, ...letter } = objectBody(call.body)
  const person = await personFor(contactId, call, deps)
  return answerOf(await previewTemplate(letter, person, lettering(deps)))
}

async function checkLetter(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  mayAtAll(campaigns, 'read', call.actor)
  const found = checkTemplate(objectBody(call.body), await propertiesFor(contacts, deps))
  return { body: { problem: found ? { message: found.message, errors: found.errors ?? {} } : null } }
}

async function sender(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  mayAtAll(campaigns, 'read', call.actor)
  return { body: (await senderLights(deps)) as unknown as Json }
}

async function takeBlocked(call: Call, deps: CampaignRouteDeps): Promise<Answer> {
  mayAtAll(settings, 'write', call.actor)
  if (!deps.sender.blocked) throw problem('refused', 'This mail service keeps no such list.')
  return { body: await takeBlockedAddresses(deps.sender, deps.submit) }
}

async function seen(call: Call, deps: CampaignRouteDeps) {
  const id = call.params.id ?? ''
  const { shown } = await mustSee(campaigns, id, call.actor, deps)
  return { id, shown }
}

/** Whoever the letter is shown as must be somebody the asker may see. */
async function personFor(contactId: Json | undefined, call: Call, deps: CampaignRouteDeps): Promise<string> {
  if (typeof contactId !== 'string')
    throw problem('invalid', 'Say for whom: contactId.', { errors: { contactId: 'Choose a person.' } })
  await mustSee(contacts, contactId, call.actor, deps)
  return contactId
}

const checking = ({ reader, clock, secrets }: CampaignRouteDeps) => ({
  reader,
  clock,
  addressHash: (address: string) => addressHash(secrets.addressHashKey, address),
})

const lettering = (deps: CampaignRouteDeps) => ({
  reader: deps.reader,
  letters: {
    publicUrl: deps.config.publicUrl,
    linkKeys: deps.secrets.linkKeys,
    addressHash: (address: string) => addressHash(deps.secrets.addressHashKey, address),
  },
})

type Result = { ok: true; value: object } | { ok: false; problem: ConstructorParameters<typeof ProblemError>[0] }

function answerOf(result: Result): Answer {
  if (!result.ok) throw new ProblemError(result.problem)
  return { body: result.value as unknown as Json }
}
