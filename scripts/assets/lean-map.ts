// Source maps that a server can afford to read: with the first stack trace, Node makes objects of all their segments.
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'

/** As ECMA-426 has it. */
export interface SourceMap {
  readonly version: number
  readonly sources: readonly string[]
  readonly names: readonly string[]
  readonly mappings: string
}

/** The same map by lines, not columns, and for the sources alone that `keep` wants: what else is there has none. */
export function leanMap(
  { version, sources, mappings }: SourceMap,
  keep: (source: string) => boolean,
): SourceMap {
  const kept = sources.filter(keep)
  const places = sources.map((source) => kept.indexOf(source))
  // A segment holds up to the next one, on whichever line that is: so Node reads maps.
  let before: SourceMapSegment = [0]
  const lines = decode(mappings).map((segments) =>
    segments.flatMap(([column, source, line = 0, sourceColumn = 0]): SourceMapSegment[] => {
      const place = source === undefined ? -1 : (places[source] ?? -1)
      const segment: SourceMapSegment = place < 0 ? [column] : [column, place, line, sourceColumn]
      if (segment[1] === before[1] && segment[2] === before[2]) return []
      before = segment
      return [segment]
    }),
  )
  return { version, sources: kept, names: [], mappings: encode(lines) }
}
