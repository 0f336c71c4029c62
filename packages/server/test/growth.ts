/** Microseconds of the processor below which its clock is too coarse. */
const MEASURABLE = 10_000

/**
 * How many times longer `work` computes at eight times the size: about 8 when it is linear, 64 when it is quadratic.
 * Measured in time of the processor, which others that use it do not lengthen; the fastest of three tries counts.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  const cost = (of: number, times: number) => {
    const before = process.threadCpuUsage()
    for (let n = 0; n < times; n++) work(of)
    const { user, system } = process.threadCpuUsage(before)
    return user + system
  }
  let times = 1
  while (cost(size, times) < MEASURABLE) times *= 2
  const fastest = (of: number) => Math.min(...[1, 2, 3].map(() => cost(of, times)))
  return fastest(8 * size) / fastest(size)
}
