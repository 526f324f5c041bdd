/** What the server can say of how letters leave: through what, whether it tells back, and what is not in order. */
import { useQuery } from '@tanstack/react-query'
import { call } from '../../api.ts'

export interface SenderLight {
  name: string
  state: 'green' | 'amber' | 'red'
  message: string
}

export interface Sender {
  kind: 'outbox' | 'smtp' | 'ses'
  /** Whether the mail service reports what became of each letter. */
  feedback: boolean
  lights: SenderLight[]
}

export function useSender() {
  return useQuery({ queryKey: ['sender'], queryFn: () => call<Sender>('GET', '/sender'), staleTime: 60_000 })
}

/** Until it is known: no feedback, so that nothing is shown as on its way that never can arrive. */
export const useFeedback = (): boolean => useSender().data?.feedback ?? false
