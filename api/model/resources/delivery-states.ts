/** What can become of one letter to one person (`deliveries.state`), and how the screens sum it up. */
export const deliveryStates = [
  'queued',
  'intended',
  'accepted',
  'delivered',
  'delayed',
  'bounced_soft',
  'bounced_hard',
  'complained',
  'rejected',
  'uncertain',
  'failed_temporary',
  'failed_permanent',
  'skipped',
  'cancelled',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** The tabs of a campaign's results. `accepted` counts as arrived where the mail service reports nothing further. */
export const deliveryTabs = {
  onTheWay: ['queued', 'intended', 'accepted', 'delayed', 'failed_temporary'],
  arrived: ['delivered', 'complained'],
  didNotArrive: ['bounced_soft', 'bounced_hard', 'rejected', 'failed_permanent'],
  notSure: ['uncertain'],
  notSent: ['skipped', 'cancelled'],
} as const satisfies Record<string, readonly DeliveryState[]>
export type DeliveryTab = keyof typeof deliveryTabs

/** Of what the mail service reports, the higher wins, whatever the order of arrival. */
export const settledOrder = [
  'accepted',
  'delayed',
  'bounced_soft',
  'delivered',
  'rejected',
  'bounced_hard',
  'complained',
] as const satisfies readonly DeliveryState[]
