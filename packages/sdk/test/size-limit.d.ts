// It comes without types.
declare module '@size-limit/preset-small-lib' {
  const plugins: ((...given: unknown[]) => unknown)[]
  export default plugins
}
