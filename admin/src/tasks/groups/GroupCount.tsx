/** How many a group holds right now, ten of them by name, and who of them a letter could not reach and why. */

import type { RuleGroup } from '@dormouse/model'
import { Alert, Avatar, Box, Chip, LinearProgress, Paper, Typography } from '@mui/material'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RaRecord } from 'react-admin'
import { call } from '../../api.ts'
import { sentenceOf } from '../parts/Failure.tsx'
import { initials, personName } from '../parts/person.ts'
import { useReason } from '../parts/reasons.ts'
import { useDebounced } from '../parts/useDebounced.ts'
import { useWords } from '../parts/words.ts'
import { finished, isUnfinished } from './tree.ts'

export interface GroupDefinition {
  match: RuleGroup | null
  include: string[]
  exclude: string[]
}

interface Count {
  total: number
  mailable: number
  sample: RaRecord[]
  notMailable: Record<string, number>
}

const stillMs = 350

export function useGroupCount(group: GroupDefinition) {
  const asked = useDebounced(JSON.stringify({ ...group, match: group.match && finished(group.match) }), stillMs)
  return useQuery({
    queryKey: ['segments', 'count', asked],
    queryFn: ({ signal }) => call<Count>('POST', '/segments/count', JSON.parse(asked), { signal }),
    placeholderData: keepPreviousData,
  })
}

export function GroupCount({ group }: { group: GroupDefinition }) {
  const words = useWords()
  const reason = useReason()
  const { data, error, isFetching } = useGroupCount(group)
  const left = Object.entries(data?.notMailable ?? {}).filter(([, count]) => count > 0)
  return (
    <Paper variant="outlined" sx={{ p: 2.5, position: { md: 'sticky' }, top: { md: 80 } }} aria-live="polite">
      <Box sx={{ height: 4, mb: 1 }}>{isFetching && <LinearProgress aria-hidden />}</Box>
      {error && <Alert severity="error">{sentenceOf(error)}</Alert>}
      {data && (
        <>
          <Typography sx={{ fontSize: '1.75rem', fontWeight: 650, lineHeight: 1.2 }} data-testid="group-count">
            {words('groups.count.total', { count: data.total })}
          </Typography>
          <Typography color="textSecondary">
            {data.total > 0 ? words('groups.count.mailable', { count: data.mailable }) : words('groups.count.nobody')}
          </Typography>
          {left.length > 0 && (
            <Typography variant="body2" color="textSecondary" component="div" sx={{ mt: 1 }}>
              {words('groups.count.without')}{' '}
              {left.map(([code, count]) => words('groups.count.reason', { count, reason: reason(code) })).join(', ')}
            </Typography>
          )}
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mt: 2 }}>
            {data.sample.map(person => (
              <Chip
                key={person.id}
                size="small"
                variant="outlined"
                avatar={
                  <Avatar aria-hidden sx={{ '&&': { bgcolor: 'action.selected', color: 'text.primary' } }}>
                    {initials(personName(person))}
                  </Avatar>
                }
                label={personName(person)}
              />
            ))}
            {data.total > data.sample.length && (
              <Chip size="small" label={words('groups.count.more', { count: data.total - data.sample.length })} />
            )}
          </Box>
        </>
      )}
      {group.match && isUnfinished(group.match) && (
        <Typography variant="body2" color="textSecondary" sx={{ mt: 2 }}>
          {words('groups.count.unfinished')}
        </Typography>
      )}
    </Paper>
  )
}
