/** The campaign that is being written: kept here while one types, saved by itself when one stops. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type RaRecord, useDataProvider, useTranslate } from 'react-admin'
import { type Audience, audienceOf, type CampaignRecord } from './campaign.ts'

export interface Draft {
  name: string
  templateId: string | null
  /** Null: the template's own. */
  subject: string | null
  audience: Audience
  onePer: 'address' | 'person'
}

export type Saving = 'saved' | 'waiting' | 'saving' | 'failed'

export interface DraftBook {
  id: string | undefined
  draft: Draft
  change(changes: Partial<Draft>): void
  /** Saves what is not saved yet; answers the id, or undefined when that failed. */
  flush(): Promise<string | undefined>
  saving: Saving
  error: unknown
}

const stillMs = 800

/** `record`: as it was loaded; absent for a campaign that is not on the server yet. */
export function useDraft(record: CampaignRecord | undefined, start: Draft): DraftBook {
  const provider = useDataProvider()
  const cache = useQueryClient()
  const translate = useTranslate()
  const [draft, setDraft] = useState<Draft>(() =>
    record ? draftOf(record, translate('tasks.campaigns.untitled')) : start,
  )
  const [saving, setSaving] = useState<Saving>('saved')
  const [error, setError] = useState<unknown>()
  const [id, setId] = useState(record?.id)
  const stored = useRef<RaRecord | undefined>(record as unknown as RaRecord | undefined)
  const wanted = useRef(draft)
  const dirty = useRef(record === undefined)
  const turn = useRef<Promise<string | undefined>>(Promise.resolve(record?.id))

  const save = useCallback(async (): Promise<string | undefined> => {
    if (!dirty.current) return stored.current?.id as string | undefined
    dirty.current = false
    const values = wanted.current
    const data = { ...values, name: values.name.trim() || translate('tasks.campaigns.untitled') }
    setSaving('saving')
    try {
      const before = stored.current
      const saved = before
        ? await provider.update('campaigns', { id: before.id, data: { ...before, ...data }, previousData: before })
        : await provider.create('campaigns', { data })
      stored.current = saved.data
      setId(String(saved.data.id))
      setError(undefined)
      setSaving(dirty.current ? 'waiting' : 'saved')
      void cache.invalidateQueries({ queryKey: ['campaigns'] })
      return String(saved.data.id)
    } catch (caught) {
      dirty.current = true
      setError(caught)
      setSaving('failed')
      return undefined
    }
  }, [provider, cache, translate])

  // One after the other: the second save needs the version that the first one made.
  const flush = useCallback(() => {
    turn.current = turn.current.then(save, save)
    return turn.current
  }, [save])

  const change = useCallback((changes: Partial<Draft>) => {
    wanted.current = { ...wanted.current, ...changes }
    dirty.current = true
    setDraft(wanted.current)
    setSaving('waiting')
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the draft starts the wait anew.
  useEffect(() => {
    if (saving !== 'waiting' || !stored.current) return
    const timer = setTimeout(() => void flush(), stillMs)
    return () => clearTimeout(timer)
  }, [saving, draft, flush])

  // Whoever goes elsewhere before the wait is over has written it all the same.
  useEffect(
    () => () => {
      if (dirty.current && stored.current) void flush()
    },
    [flush],
  )

  return { id, draft, change, flush, saving, error }
}

/** A name that nobody gave is none: it may follow the letter yet. */
const draftOf = (record: CampaignRecord, untitled: string): Draft => ({
  name: record.name === untitled ? '' : record.name,
  templateId: record.templateId,
  subject: record.subject,
  audience: audienceOf(record),
  onePer: record.onePer,
})
