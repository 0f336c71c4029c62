import { dispatch } from '../webhooks/dispatch.ts'
import { save, type World } from './world.ts'

/** Runs a change, then hands its events to delivery and saves, before anybody is answered. */
export function change<T>(world: World, work: () => T): T {
  try {
    return work()
  } finally {
    dispatch(world)
    save(world)
    world.changed()
  }
}
