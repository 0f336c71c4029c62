import { PLATFORM_NAME } from 'virtual:contract'
import { Link } from '@tanstack/react-router'

/** The name of the platform, which leads to the start. */
export const Wordmark = () => (
  <Link to="/" className="wordmark">
    <img src="/latchkey.svg" alt="" width={28} height={28} />
    {PLATFORM_NAME}
  </Link>
)
