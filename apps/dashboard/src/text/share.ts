export const share = {
  link: 'link',
  mail: 'Send by email',
}
