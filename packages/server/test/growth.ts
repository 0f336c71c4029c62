/** Microseconds of the processor below which its clock is too coarse. */
const MEASURABLE = 20_000

/**
 * How many times longer `work` computes at eight times the size: about 8 when it is linear, 64 when it is quadratic.
 * Measured in time of the processor, which others that use it do not lengthen; the fastest of three tries counts.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  let times = 1
  const cost = (of: number) => {
    const before = process.threadCpuUsage()
    for (let n = 0; n < times; n++) work(of)
    const { user, system } = process.threadCpuUsage(before)
    return user + system
  }
  const fastest = (of: number) => Math.min(cost(of), cost(of), cost(of))
  // Again each time: code that has run for a while is faster.
  while (fastest(size) < MEASURABLE) times *= 2
  const small = Math.max(MEASURABLE, fastest(size))
  return fastest(8 * size) / small
}
