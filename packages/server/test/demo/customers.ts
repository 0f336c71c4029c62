import type { Chance } from './chance.ts'

const first =
  'Amara Ingrid Mateo Yuki Priya Lars Noor Beatriz Tomasz Hana Oliver Leila Sofia Kenji Fiona Andre Mei Jonas Aoife Ravi Clara Emeka Nadia Pablo Wren Ilse Marcus Thandi Elif Bruno Greta Samir Juno Petra Callum Ayumi Rosa Dmitri Esther Nils'.split(
    ' ',
  )
const last =
  'Okafor Lindqvist Herrera Tanaka Sharma Nilsson Rahman Costa Nowak Kimura Bennett Haddad Rossi Mori Campbell Silva Zhang Weber Byrne Menon Dubois Adeyemi Petrov Navarro Hughes Bakker Reid Nkosi Demir Ferreira Vogel Aziz Park Novak Murray Sato Moreno Volkov Stein Dahl'.split(
    ' ',
  )
const plain = (name: string) => name.toLowerCase()

/** As people write their addresses, each once. */
export function addressBook(luck: Chance): () => string {
  const taken = new Set<string>()
  return () => {
    for (;;) {
      const [given, family] = [plain(luck.pick(first)), plain(luck.pick(last))]
      const name = luck.pick([
        `${given}.${family}`,
        `${given}${family}`,
        `${given[0]}.${family}`,
        `${given}.${family}${luck.pick(['2', '7', '11', '84', '91'])}`,
        `hello.${given}.${family}`,
      ])
      if (taken.has(name)) continue
      taken.add(name)
      return `${name}@latchkey.test`
    }
  }
}
