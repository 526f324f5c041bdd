/** Leads (or opportunities) as cards on their stages: dragged by a handle, moved with the keyboard, or by a menu. */
import { DragDropContext, type DropResult } from '@hello-pangea/dnd'
import { Alert, Box, Button } from '@mui/material'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type RaRecord, useGetList, useNotify } from 'react-admin'
import { Link } from 'react-router-dom'
import { call } from '../../api.ts'
import { may } from '../../authProvider.ts'
import { Page } from '../../layout/Page.tsx'
import { Failure, sentenceOf } from '../parts/Failure.tsx'
import { Loading } from '../parts/Loading.tsx'
import { useWords } from '../parts/words.ts'
import { allowBoardStyles } from './boardStyles.ts'
import { Column } from './Column.tsx'
import { inOrder, ranksFor } from './ranks.ts'

export type Card = RaRecord & { id: string; title: string; stageId: string; rank: number | null }
export type Stage = RaRecord & { id: string; name: string; kind: string; colour: string | null; allowedNext: string[] }

allowBoardStyles()

/** More cards than this are for the list: nobody drags past hundreds. */
const cardsMax = 500

export const LeadsBoard = () => <Board pipeline="leads" />
export const OpportunitiesBoard = () => <Board pipeline="opportunities" />

function Board({ pipeline }: { pipeline: 'leads' | 'opportunities' }) {
  const words = useWords()
  const notify = useNotify()
  const cache = useQueryClient()
  const [dragged, setDragged] = useState<string>()
  const stages = useGetList<Stage>('stages', {
    filter: { pipeline },
    pagination: { page: 1, perPage: 50 },
    sort: { field: 'order', order: 'ASC' },
  })
  const found = useGetList<Card>(pipeline, {
    pagination: { page: 1, perPage: cardsMax },
    sort: { field: 'stageEnteredAt', order: 'DESC' },
  })
  const [cards, setCards] = useState<Card[]>([])
  useEffect(() => {
    if (found.data) setCards(found.data)
  }, [found.data])

  const columnOf = (stageId: string) => inOrder(cards.filter(card => card.stageId === stageId))
  const move = async (id: string, to: string, index: number) => {
    const card = cards.find(each => each.id === id)
    if (!card) return
    const others = columnOf(to).filter(each => each.id !== id)
    const ranks = new Map(ranksFor(id, others, index).map(each => [each.id, each.rank]))
    const before = cards
    // Shown at once: a card that jumps back for half a second looks like a refusal.
    setCards(
      cards.map(each => ({
        ...each,
        rank: ranks.get(each.id) ?? each.rank,
        stageId: each.id === id ? to : each.stageId,
      })),
    )
    try {
      const operations = [...ranks].map(([each, rank]) => ({
        op: 'update',
        id: each,
        patch: each === id && to !== card.stageId ? { stageId: to, rank } : { rank },
      }))
      const { outcomes } = await call<{ outcomes: { ok: boolean; problem?: { message: string } }[] }>(
        'POST',
        `/${pipeline}/_bulk`,
        { operations },
      )
      const refused = outcomes.find(outcome => !outcome.ok)
      if (refused) throw new Error(refused.problem?.message ?? words('leads.refused'))
      await cache.invalidateQueries({ queryKey: [pipeline] })
    } catch (error) {
      setCards(before)
      notify(sentenceOf(error), { type: 'error' })
    }
  }
  const drop = ({ draggableId, destination }: DropResult) => {
    setDragged(undefined)
    if (destination) void move(draggableId, destination.droppableId, destination.index)
  }
  const from = cards.find(card => card.id === dragged)?.stageId
  const error = stages.error ?? found.error
  const mayMove = may('write', pipeline)
  return (
    <Page
      title={words(`leads.board.${pipeline}`)}
      about={mayMove ? words('leads.about') : undefined}
      actions={
        <Button component={Link} to={`/${pipeline}`}>
          {words('leads.asList')}
        </Button>
      }
    >
      <Failure error={error} />
      {(found.total ?? 0) > cardsMax && <Alert severity="info">{words('leads.many', { count: cardsMax })}</Alert>}
      {!error && (!stages.data || !found.data) && <Loading />}
      {stages.data && found.data && (
        <DragDropContext
          dragHandleUsageInstructions={words('leads.about')}
          onDragStart={start => setDragged(start.draggableId)}
          onDragEnd={drop}
        >
          <Box
            sx={{
              display: 'flex',
              gap: 1.5,
              overflowX: 'auto',
              pb: 2,
              alignItems: 'flex-start',
              scrollSnapType: { xs: 'x mandatory', md: 'none' },
            }}
          >
            {stages.data.map(stage => (
              <Column
                key={stage.id}
                stage={stage}
                stages={stages.data}
                cards={columnOf(stage.id)}
                pipeline={pipeline}
                isClosed={from !== undefined && !isAllowed(stages.data, from, stage.id)}
                mayMove={mayMove}
                onMove={(id, to) => void move(id, to, 0)}
              />
            ))}
          </Box>
        </DragDropContext>
      )}
    </Page>
  )
}

/** What the stage allows; anything where it says nothing. The writer decides again. */
export function isAllowed(stages: readonly Stage[], from: string, to: string): boolean {
  const next = stages.find(stage => stage.id === from)?.allowedNext ?? []
  return from === to || next.length === 0 || next.includes(to)
}
