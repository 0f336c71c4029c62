import { z } from '@hono/zod-openapi'

/** Members of answers to what may end access that people gave to programs. */
export const EndedCredentials = {
  endedTokens: z
    .number()
    .int()
    .openapi({ description: 'How many personal access tokens this ended.', example: 0 }),
  endedGrants: z.number().int().openapi({
    description:
      'How many grants to OAuth clients this ended. They belong to an account and reach what its roles reach, so only a password reset ends them; elsewhere it is 0.',
    example: 0,
  }),
}
