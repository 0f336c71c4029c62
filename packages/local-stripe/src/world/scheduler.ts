import type { Sender } from '../webhooks/sender.ts'
import { change } from './change.ts'
import type { Task } from './state.ts'
import { runTask } from './tasks.ts'
import { now, save, schedule, type World } from './world.ts'

/** setTimeout cannot wait longer. */
const longestTimer = 2 ** 31 - 1

export interface Scheduler {
  /** Moves the clock, running what falls due at its own time. */
  advance(milliseconds: number): Promise<void>
  /** Runs what is due and awaits the deliveries that follow, until nothing is due. */
  settle(): Promise<void>
  stop(): void
}

export function createScheduler(world: World, sender: Sender): Scheduler {
  let timer: NodeJS.Timeout | undefined
  let advancing = Promise.resolve()
  let stopped = false

  function earliest(): Task | undefined {
    return world.state.tasks.reduce<Task | undefined>(
      (first, task) =>
        first === undefined || task.at < first.at || (task.at === first.at && task.order < first.order)
          ? task
          : first,
      undefined,
    )
  }

  function runDue(): void {
    for (let task = earliest(); task !== undefined && task.at <= now(world); task = earliest()) {
      const due = task
      world.state.tasks = world.state.tasks.filter((other) => other !== due)
      if (due.kind === 'deliver') sender.enqueue(due.id)
      else change(world, () => runTask(world, due))
    }
  }

  function arm(): void {
    clearTimeout(timer)
    const next = earliest()
    if (next === undefined || stopped) return
    const delay = Math.min(Math.max(0, next.at - now(world)), longestTimer)
    timer = setTimeout(() => {
      runDue()
      arm()
    }, delay)
    timer.unref()
  }

  async function settle(): Promise<void> {
    do {
      runDue()
      await sender.idle()
    } while ((earliest()?.at ?? Number.POSITIVE_INFINITY) <= now(world))
    arm()
  }

  async function moveTo(target: number): Promise<void> {
    for (let next = earliest(); next !== undefined && next.at <= target; next = earliest()) {
      world.state.clockOffset += Math.max(0, next.at - now(world))
      await settle()
    }
    world.state.clockOffset += Math.max(0, target - now(world))
    save(world)
    await settle()
  }

  // A delivery that was under way when the process ended has no task any more.
  const planned = new Set(world.state.tasks.map((task) => (task.kind === 'deliver' ? task.id : '')))
  for (const delivery of Object.values(world.state.deliveries)) {
    if (delivery.state === 'pending' && !planned.has(delivery.id)) {
      schedule(world, 0, { kind: 'deliver', id: delivery.id })
    }
  }
  world.changed = arm
  arm()

  return {
    settle,
    advance(milliseconds) {
      const moved = advancing.then(() => moveTo(now(world) + milliseconds))
      advancing = moved.catch(() => {})
      return moved
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
